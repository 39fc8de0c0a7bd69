// Whether the media server can be reached with this person's ticket, and how quickly it answers. Takes no seat.
import { protocolVersion } from '#lib/protocol/values.ts';
import { ask, connected, openLine } from './line.ts';
import { Refusal } from './refusal.ts';
import { fetchTicket } from './ticket.ts';

/** Milliseconds of one round trip. Throws a `Refusal`. */
export async function checkLine(meetingId: string, signal: AbortSignal): Promise<number> {
	const ticket = await fetchTicket(meetingId, signal);
	const line = await openLine({ ticket, version: protocolVersion });
	try {
		await connected(line);
		const started = performance.now();
		await ask(line, 'hand:lower', {}).catch(ignoreNotJoined);
		return performance.now() - started;
	} finally {
		line.disconnect();
	}
}

/** Nobody has taken a seat, so the room says so: an answer is all that was asked for. */
function ignoreNotJoined(error: unknown): void {
	if (!(error instanceof Refusal) || error.code !== 'not_joined') throw error;
}
