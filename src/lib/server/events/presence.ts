// Which devices, and so which sites, were connected, from when to when.
import type { EventData, MeetingEvent } from '#lib/protocol/events.ts';
import { Intervals, type Interval } from './intervals.ts';

export type Connection = Interval & {
	connectionId: string;
	siteId: string;
	personId: string | null;
	/** Hears and sees, and makes no site present. */
	observes: boolean;
	/** Null while it goes on, and when the meeting's end ended it. */
	reason: EventData<'site:disconnected'>['reason'] | null;
};
export type Presence = Map<string, Interval[]>;

/** Every device on its own. People may come before the opening and leave after the end. */
export function connections(events: readonly MeetingEvent[]): Connection[] {
	const found = new Intervals<Connection>();
	for (const { type, siteId, personId, at, data } of events) {
		if (type === 'site:connected' && siteId !== null) {
			const { connectionId, observes = false } = data;
			const connection = { connectionId, siteId, personId, observes, from: at, to: null, reason: null };
			found.begin(connectionId, connection);
		}
		if (type === 'site:disconnected') {
			const connection = found.end(data.connectionId, at);
			if (connection) connection.reason = data.reason;
		}
	}
	return found.all;
}

/** Site → when it was in the meeting with at least one device; two devices at once count once, the lobby not at all. */
export function presence(events: readonly MeetingEvent[]): Presence {
	const sites: Presence = new Map();
	const present = connections(events).filter(({ observes }) => !observes);
	const bySite = Map.groupBy(present, (connection) => connection.siteId);
	const waits = Map.groupBy(lobbyWaits(events), (wait) => wait.siteId);
	for (const [siteId, own] of bySite) sites.set(siteId, without(merge(own), waits.get(siteId) ?? []));
	return sites;
}

/** Sites that are away because their last device left the room itself, and was not lost. */
export function leftSites(events: readonly MeetingEvent[]): Set<string> {
	const present = connections(events).filter(({ observes }) => !observes);
	const left = [...Map.groupBy(present, ({ siteId }) => siteId)].filter(([, own]) => {
		if (own.some(({ to }) => to === null)) return false;
		const last = own.reduce((one, other) => ((other.to ?? 0) >= (one.to ?? 0) ? other : one));
		return last.reason === 'left';
	});
	return new Set(left.map(([siteId]) => siteId));
}

function lobbyWaits(events: readonly MeetingEvent[]): (Interval & { siteId: string })[] {
	const found = new Intervals<Interval & { siteId: string }>();
	for (const { type, siteId, at } of events) {
		if (siteId === null) continue;
		if (type === 'lobby:entered') found.begin(siteId, { siteId, from: at, to: null });
		if (type === 'lobby:left' || type === 'site:removed') found.end(siteId, at);
	}
	return found.all;
}

/** What of the intervals is in none of the gaps. */
function without(intervals: readonly Interval[], gaps: readonly Interval[]): Interval[] {
	return gaps.reduce<Interval[]>((left, gap) => left.flatMap((one) => cut(one, gap)), [...intervals]);
}

function cut({ from, to }: Interval, gap: Interval): Interval[] {
	const end = to ?? Infinity;
	const gapEnd = gap.to ?? Infinity;
	if (gap.from >= end || gapEnd <= from) return [{ from, to }];
	return [
		...(gap.from > from ? [{ from, to: gap.from }] : []),
		...(gapEnd < end ? [{ from: gapEnd, to }] : [])
	];
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
