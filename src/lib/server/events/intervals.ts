// Readings of the log are pure. An interval that is still running ends at `null`; the end of the meeting ends all.
import type { EventType, MeetingEvent } from '#lib/protocol/events.ts';

export type Interval = { from: number; to: number | null };
export type MeetingTimes = { openedAt: number | null; endedAt: number | null };

export function meetingTimes(events: readonly MeetingEvent[]): MeetingTimes {
	return { openedAt: firstTime(events, 'meeting:opened'), endedAt: firstTime(events, 'meeting:ended') };
}

export function firstTime(events: readonly MeetingEvent[], type: EventType): number | null {
	return events.find((event) => event.type === type)?.at ?? null;
}

/** Collects intervals by key: one running at most for each key, in the order in which they began. */
export class Intervals<T extends Interval> {
	readonly all: T[] = [];
	readonly #running = new Map<string, T>();

	/** What is already running under this key goes on. */
	begin(key: string, interval: T): void {
		if (this.#running.has(key)) return;
		this.#running.set(key, interval);
		this.all.push(interval);
	}

	end(key: string, at: number): T | undefined {
		const interval = this.#running.get(key);
		if (interval === undefined) return undefined;
		interval.to = at;
		this.#running.delete(key);
		return interval;
	}

	endAll(at: number): void {
		for (const key of [...this.#running.keys()]) this.end(key, at);
	}
}
