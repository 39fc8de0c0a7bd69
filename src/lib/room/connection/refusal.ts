import type { ErrorCode } from '#lib/protocol/errors.ts';

/** The room said no, or could not be asked: a code whose words the page shows. */
export class Refusal extends Error {
	readonly code: ErrorCode;
	/** Finds the log line of an internal error. */
	readonly reference: string | undefined;

	constructor(code: ErrorCode, reference?: string, options?: ErrorOptions) {
		super(code, options);
		this.name = 'Refusal';
		this.code = code;
		this.reference = reference;
	}
}
