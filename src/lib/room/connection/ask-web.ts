// Asks the web program from within the room.
import * as v from 'valibot';
import { errorCodes } from '#lib/protocol/errors.ts';
import { Refusal } from './refusal.ts';

const refused = v.object({
	ok: v.literal(false),
	error: v.object({ code: v.picklist(errorCodes), reference: v.optional(v.string()) })
});

/** Throws a `Refusal`: the answer's own code, or `unavailable` when there was no answer that can be read. */
export async function askWeb<T>(
	path: string,
	data: v.GenericSchema<unknown, T>,
	init: RequestInit
): Promise<T> {
	let body: unknown;
	try {
		const response = await fetch(path, init);
		body = await response.json();
	} catch {
		throw new Refusal('unavailable');
	}
	const taken = v.safeParse(v.object({ ok: v.literal(true), data }), body);
	if (taken.success) return taken.output.data;
	const answer = v.safeParse(refused, body);
	// A proxy's own error page, or a web program that is just starting.
	if (!answer.success) throw new Refusal('unavailable');
	throw new Refusal(answer.output.error.code, answer.output.error.reference);
}
