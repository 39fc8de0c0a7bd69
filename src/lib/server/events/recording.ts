// What was recorded when. A part's time runs from its first packet.
import type { EventData, MeetingEvent } from '#lib/protocol/events.ts';
import type { Source } from '#lib/protocol/values.ts';
import { firstTime, Intervals, type Interval } from './intervals.ts';

export type RecordingTimes = {
	announcedAt: number | null;
	startedAt: number | null;
	stoppedAt: number | null;
};
export type RecordedPart = Interval & {
	partId: string;
	siteId: string | null;
	producerId: string;
	source: Source;
	/** Milliseconds from the start of the recording to the part's first packet. */
	offset: number;
	/** Null while it goes on. */
	reason: EventData<'part:ended'>['reason'] | null;
};

export function recordingTimes(events: readonly MeetingEvent[]): RecordingTimes {
	return {
		announcedAt: firstTime(events, 'recording:announced'),
		startedAt: firstTime(events, 'recording:started'),
		stoppedAt: firstTime(events, 'recording:stopped')
	};
}

export function recordedParts(events: readonly MeetingEvent[]): RecordedPart[] {
	const startedAt = firstTime(events, 'recording:started');
	const parts = new Intervals<RecordedPart>();
	for (const { type, siteId, at, data } of events) {
		if (type === 'part:started' && startedAt !== null) {
			parts.begin(data.partId, { ...data, siteId, from: startedAt + data.offset, to: null, reason: null });
		}
		if (type === 'part:ended') {
			const part = parts.end(data.partId, at);
			if (part) part.reason = data.reason;
		}
	}
	return parts.all;
}
