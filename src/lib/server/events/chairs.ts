// Who chaired from when to when. Who chaired before the chair was handed on is named by the plan.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Interval } from './intervals.ts';

export type ChairTurn = { personId: string; name: string; at: number };

export function chairTurns(events: readonly MeetingEvent[]): ChairTurn[] {
	return events.flatMap(({ type, at, data }) =>
		type === 'chair:handed' ? [{ personId: data.personId, name: data.personName, at }] : []
	);
}

/** What of a stretch of time each chaired in it, and what was left of it; whoever never chaired has it whole. */
export function cutByChair<T extends Interval & { personId: string | null }>(
	stretch: T,
	planned: Omit<ChairTurn, 'at'>,
	turns: readonly ChairTurn[]
): (T & { chairName?: string })[] {
	const chairs = [{ ...planned, at: -Infinity }, ...turns];
	if (!chairs.some(({ personId }) => personId === stretch.personId)) return [stretch];
	return chairs.flatMap(({ personId, name, at }, index) => {
		const from = Math.max(stretch.from, at);
		const end = Math.min(stretch.to ?? Infinity, chairs[index + 1]?.at ?? Infinity);
		if (from >= end) return [];
		const piece = { ...stretch, from, to: end === Infinity ? null : end };
		return [personId === stretch.personId ? { ...piece, chairName: name } : piece];
	});
}
