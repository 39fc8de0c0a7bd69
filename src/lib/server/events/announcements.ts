// What was said to all in writing, and when.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Role } from '#lib/protocol/values.ts';

export type LoggedAnnouncement = { at: number; role: Role; name: string; text: string };

export function announcements(events: readonly MeetingEvent[]): LoggedAnnouncement[] {
	return events.flatMap(({ type, at, data }) =>
		type === 'announcement:made' ? [{ at, role: data.role, name: data.personName, text: data.text }] : []
	);
}
