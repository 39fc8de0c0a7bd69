// When each agenda item was dealt with: one item at a time, so the next one ends it.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Interval } from './intervals.ts';

export type AgendaTime = Interval & { itemId: string; title: string };

/** An item that was taken up again has a second time. */
export function agendaTimes(events: readonly MeetingEvent[]): readonly AgendaTime[] {
	return events.reduce(foldAgendaTimes, [] as readonly AgendaTime[]);
}

export function foldAgendaTimes(
	times: readonly AgendaTime[],
	{ type, at, data }: MeetingEvent
): readonly AgendaTime[] {
	if (type === 'meeting:ended') return ended(times, at);
	return type === 'agenda:begun' ? [...ended(times, at), { ...data, from: at, to: null }] : times;
}

/** How long an item has been dealt with before now, and since when it is dealt with now. */
export function timeOfItem(
	times: readonly AgendaTime[],
	itemId: string
): { begunAt: number | null; used: number; runningSince: number | null } {
	const own = times.filter((time) => time.itemId === itemId);
	const last = own.at(-1);
	return {
		begunAt: last?.from ?? null,
		// A clock that was set back takes nothing away.
		used: own.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? from) - from), 0),
		runningSince: last?.to === null ? last.from : null
	};
}

function ended(times: readonly AgendaTime[], at: number): AgendaTime[] {
	return times.map((time) => (time.to === null ? { ...time, to: at } : time));
}
