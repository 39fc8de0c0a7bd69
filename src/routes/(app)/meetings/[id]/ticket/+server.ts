// The paper with which a page enters the room: asked for anew with every attempt to connect.
import * as meetings from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { answerJson } from '#lib/server/platform/forms.ts';
import { signTicket } from '#lib/server/platform/ticket.ts';
import { asking } from '../../asker.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) =>
	answerJson(async () => {
		const { sql, person } = asking(event);
		const { sessionId, config } = event.locals;
		if (sessionId === null) throw new CodedError('not_signed_in');
		const seat = await meetings.seatFor(sql, person, event.params.id);
		const claims = { ...seat, personId: person.id, personName: person.fullName, sessionId };
		return { ticket: await signTicket(config.ticketSecret, claims) };
	});
