// A log for tests of its readings.
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';

const meetingId = '0197f000-0000-7000-8000-000000000000';

/** Each event one second after the one before, unless it says when. */
export function log(...events: NewEvent[]): MeetingEvent[] {
	return events.map((event, index) => ({
		meetingId,
		seq: index + 1,
		at: (index + 1) * 1000,
		...event,
		siteId: event.siteId ?? null,
		personId: event.personId ?? null
	}));
}
