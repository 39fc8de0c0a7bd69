// Who had the floor, from when to when: speaking times and the order of speakers.
import type { EventData, MeetingEvent } from '#lib/protocol/events.ts';
import { Intervals, type Interval } from './intervals.ts';

export type FloorTurn = Interval & {
	siteId: string;
	/** Null while it goes on. */
	reason: EventData<'floor:ended'>['reason'] | null;
};

export function floorTurns(events: readonly MeetingEvent[]): FloorTurn[] {
	const turns = new Intervals<FloorTurn>();
	for (const { type, siteId, at, data } of events) {
		if (type === 'floor:granted' && siteId !== null) {
			turns.begin(siteId, { siteId, from: at, to: null, reason: null });
		}
		if (type === 'floor:ended' && siteId !== null) {
			const turn = turns.end(siteId, at);
			if (turn) turn.reason = data.reason;
		}
		if (type === 'meeting:ended') turns.endAll(at);
	}
	return turns.all;
}
