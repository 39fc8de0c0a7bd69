// The join ticket, asked of the web program anew for every connection attempt.
import * as v from 'valibot';
import { errorCodes } from '#lib/protocol/errors.ts';
import { Refusal } from './refusal.ts';

const wireError = v.object({ code: v.picklist(errorCodes), reference: v.optional(v.string()) });
const ticketAnswer = v.variant('ok', [
	v.object({ ok: v.literal(true), data: v.object({ ticket: v.string() }) }),
	v.object({ ok: v.literal(false), error: wireError })
]);

/** Throws a `Refusal`: the answer's own code, or `unavailable` when there was no answer that can be read. */
export async function fetchTicket(meetingId: string, signal: AbortSignal): Promise<string> {
	let body: unknown;
	try {
		const response = await fetch(`/meetings/${meetingId}/ticket`, { method: 'POST', signal });
		body = await response.json();
	} catch {
		throw new Refusal('unavailable');
	}
	const answer = v.safeParse(ticketAnswer, body);
	// A proxy's own error page, or a web program that is just starting.
	if (!answer.success) throw new Refusal('unavailable');
	if (!answer.output.ok) throw new Refusal(answer.output.error.code, answer.output.error.reference);
	return answer.output.data.ticket;
}
