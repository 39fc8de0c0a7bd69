// What comes back over the wire.
import * as v from 'valibot';
import { errorCodes, type ErrorCode } from '../../../src/lib/protocol/errors.ts';

export const answerShape = v.variant('ok', [
	v.object({ ok: v.literal(true), data: v.unknown() }),
	v.object({
		ok: v.literal(false),
		error: v.object({ code: v.picklist(errorCodes), reference: v.optional(v.string()) })
	})
]);

export class WireRefusal extends Error {
	readonly code: ErrorCode;

	constructor(code: ErrorCode) {
		super(code);
		this.code = code;
	}
}
