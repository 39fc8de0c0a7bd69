// When each agenda item was dealt with: one item at a time, so the next one ends it.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import { Intervals, type Interval } from './intervals.ts';

export type AgendaTime = Interval & { itemId: string; title: string };

/** An item that was taken up again has a second time. */
export function agendaTimes(events: readonly MeetingEvent[]): AgendaTime[] {
	const times = new Intervals<AgendaTime>();
	for (const { type, at, data } of events) {
		if (type === 'agenda:begun') {
			times.endAll(at);
			times.begin(data.itemId, { ...data, from: at, to: null });
		}
		if (type === 'meeting:ended') times.endAll(at);
	}
	return times.all;
}
