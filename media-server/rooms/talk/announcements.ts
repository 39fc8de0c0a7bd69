// Announcements: said in writing to all, by the log. Pure, but for telling.
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Tell } from '../line.ts';
import type { Actor } from '../log/decisions.ts';
import type { RoomState } from '../log/state.ts';

export type NewAnnouncement = { announcementId: string; text: string };
export type Speaker = Actor & { personName: string; role: Role };

/** What was said already is not said again. */
export function makeAnnouncement(
	state: RoomState,
	{ announcementId, text }: NewAnnouncement,
	{ siteId, personId, personName, role }: Speaker
): NewEvent[] {
	if (state.announcements.some((made) => made.announcementId === announcementId)) return [];
	const data = { announcementId, role, personName, text };
	return [{ type: 'announcement:made', siteId, personId, data }];
}

export function switchMessages(state: RoomState, open: boolean, { siteId, personId }: Actor): NewEvent[] {
	if (state.messagesOpen === open) return [];
	return [{ type: 'messages:switched', siteId, personId, data: { open } }];
}

export function followAnnouncements(events: readonly MeetingEvent[], tell: Tell): void {
	for (const { type, siteId, at, data } of events) {
		if (type !== 'announcement:made' || siteId === null) continue;
		tell('announcement:made', { announcement: { siteId, at, ...data } });
	}
}
