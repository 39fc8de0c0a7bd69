// What everyone could see and hear, from when to when: of the captured pictures, those that the recording shows.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Source } from '#lib/protocol/values.ts';
import { Intervals, type Interval } from './intervals.ts';

export type StageInterval = Interval & {
	siteId: string;
	personId: string | null;
	connectionId: string;
	producerId: string;
	source: Source;
};

export function stageIntervals(events: readonly MeetingEvent[]): StageInterval[] {
	const stage = new Intervals<StageInterval>();
	for (const { type, siteId, personId, at, data } of events) {
		if ((type === 'stage:entered' || type === 'stage:resumed') && siteId !== null) {
			stage.begin(data.producerId, { ...data, siteId, personId, from: at, to: null });
		}
		if (type === 'stage:left' || type === 'stage:paused') stage.end(data.producerId, at);
		if (type === 'meeting:ended') stage.endAll(at);
	}
	return stage.all;
}
