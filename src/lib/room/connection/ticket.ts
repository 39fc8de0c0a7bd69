// The join ticket, asked of the web program anew for every connection attempt.
import * as v from 'valibot';
import { askWeb } from './ask-web.ts';

const ticketData = v.object({ ticket: v.string() });

export async function fetchTicket(meetingId: string, signal: AbortSignal): Promise<string> {
	const { ticket } = await askWeb(`/meetings/${meetingId}/ticket`, ticketData, { method: 'POST', signal });
	return ticket;
}
