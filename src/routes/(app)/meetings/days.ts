// Meetings by the day, and against the clock.
import { localDay } from '#lib/format/dates.ts';
import type { MeetingCard } from '#lib/server/meetings/meetings.ts';

export type DayGroup = { day: string; meetings: MeetingCard[] };

/** In the order of the list; a day that comes back later in it opens no second group. */
export function groupByDay(meetings: MeetingCard[]): DayGroup[] {
	const days = Map.groupBy(meetings, ({ startsAt }) => (startsAt === null ? '' : localDay(startsAt)));
	return [...days].map(([day, ofDay]) => ({ day, meetings: ofDay }));
}

type Planned = Pick<MeetingCard, 'state' | 'startsAt' | 'plannedMinutes'>;

/** Its time went by, and nobody opened it. */
export function wasMissed({ state, startsAt, plannedMinutes }: Planned, now: Date): boolean {
	return (
		state === 'convened' && startsAt !== null && startsAt.getTime() + plannedMinutes * 60_000 < now.getTime()
	);
}
