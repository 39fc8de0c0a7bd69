// What is written in a room: announcements to all, and messages between one site and the desk of the meeting.
import * as v from 'valibot';
import { id, instant, quantity, role, text, type Role } from './values.ts';

export const longestWords = 500;

/** Control characters but the line break, and those that turn the direction of what follows. */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Plain text: nothing in it is a link, a picture or a command. */
export const words = v.pipe(
	text,
	v.transform((value) => value.replace(unseen, (found) => (found === '\n' ? found : ' ')).normalize('NFC')),
	v.trim(),
	v.minLength(1),
	v.maxLength(longestWords)
);

/** Roles that sit at the desk: they read and answer what the sites write. */
const deskRoles: readonly Role[] = ['chair', 'secretary', 'operator'];

export function isDesk(who: Role): boolean {
	return deskRoles.includes(who);
}

/** Somebody speaks to all in writing; it stands in the log. */
export const announcement = v.object({
	announcementId: id,
	siteId: id,
	personName: text,
	role,
	text,
	at: instant
});
export type Announcement = v.InferOutput<typeof announcement>;

/** How many of the last ones a page is given. */
export const shownAnnouncements = 50;

export const message = v.object({
	messageId: id,
	/** Grows from message to message, over all meetings. */
	number: quantity,
	/** Whose conversation it is, whoever of the two sides wrote it. */
	siteId: id,
	personName: text,
	role,
	text,
	at: instant
});
export type Message = v.InferOutput<typeof message>;

/** One site's conversation with the desk, as lists show it. */
export const thread = v.object({ siteId: id, fromSite: quantity, fromDesk: quantity, last: message });
export type Thread = v.InferOutput<typeof thread>;
