// Which devices, and so which sites, were connected, from when to when.
import type { EventData, MeetingEvent } from '#lib/protocol/events.ts';
import { Intervals, type Interval } from './intervals.ts';

export type Connection = Interval & {
	connectionId: string;
	siteId: string;
	personId: string | null;
	/** Null while it goes on, and when the meeting's end ended it. */
	reason: EventData<'site:disconnected'>['reason'] | null;
};
export type Presence = Map<string, Interval[]>;

/** Every device on its own. People may come before the opening and leave after the end. */
export function connections(events: readonly MeetingEvent[]): Connection[] {
	const found = new Intervals<Connection>();
	for (const { type, siteId, personId, at, data } of events) {
		if (type === 'site:connected' && siteId !== null) {
			const { connectionId } = data;
			found.begin(connectionId, { connectionId, siteId, personId, from: at, to: null, reason: null });
		}
		if (type === 'site:disconnected') {
			const connection = found.end(data.connectionId, at);
			if (connection) connection.reason = data.reason;
		}
	}
	return found.all;
}

/** Site → when it was there with at least one device; two devices at once count once. */
export function presence(events: readonly MeetingEvent[]): Presence {
	const sites: Presence = new Map();
	const bySite = Map.groupBy(connections(events), (connection) => connection.siteId);
	for (const [siteId, own] of bySite) sites.set(siteId, merge(own));
	return sites;
}

/** Takes them in the order in which they began. */
function merge(intervals: readonly Interval[]): Interval[] {
	const merged: Interval[] = [];
	for (const { from, to } of intervals) {
		const last = merged.at(-1);
		if (last === undefined || (last.to !== null && last.to < from)) merged.push({ from, to });
		else if (last.to !== null) last.to = to === null ? null : Math.max(last.to, to);
	}
	return merged;
}
