// The join ticket: the web program signs it, the media server believes nothing else about who somebody is.
import * as v from 'valibot';
import { id, personId, role, text } from './values.ts';

export const ticketClaims = v.object({
	meetingId: id,
	siteId: id,
	personId,
	/** The hash of the session that asked, so that signing out ends the socket. */
	sessionId: text,
	role,
	personName: text,
	/** The unit's name as shown under the picture. */
	siteName: text
});
export type TicketClaims = v.InferOutput<typeof ticketClaims>;

/** Seconds; a page asks for a new one for every connection attempt. */
export const ticketLifetime = 60;
