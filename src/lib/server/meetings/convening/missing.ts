// What a draft still lacks. Pure; the same list stands on the plan page and decides at the convening.
import { gridSize } from '#lib/protocol/values.ts';
import type { MeetingRow } from '../queries.ts';
import type { ConveningFacts } from './queries.ts';

/** Without these no meeting is convened. */
export const needs = ['title', 'chair', 'secretary', 'sites', 'time', 'time-past'] as const;
/** With these missing it may be convened, and the page says so. */
export const advices = ['agenda', 'papers', 'operator', 'chaired'] as const;
export type Need = (typeof needs)[number];
export type Advice = (typeof advices)[number];

type Draft = Pick<
	MeetingRow,
	'title' | 'conduct' | 'chairId' | 'secretaryId' | 'operatorId' | 'startsAt' | 'plannedMinutes'
>;

export function missingNeeds(draft: Draft, facts: ConveningFacts, now: Date): Need[] {
	const missing: Record<Need, boolean> = {
		title: draft.title === '',
		chair: draft.chairId === null,
		secretary: draft.secretaryId === null,
		sites: facts.siteCount === 0,
		time: draft.startsAt === null,
		'time-past': isOver(draft, now)
	};
	return needs.filter((need) => missing[need]);
}

export function missingAdvices(draft: Draft, facts: ConveningFacts): Advice[] {
	const missing: Record<Advice, boolean> = {
		agenda: facts.itemCount === 0,
		papers: facts.paperCount === 0,
		operator: draft.operatorId === null,
		// The main site stands beside them.
		chaired: draft.conduct === 'open' && facts.siteCount >= gridSize
	};
	return advices.filter((advice) => missing[advice]);
}

/** One may convene for this very minute, but not for a time that is over. */
export function isOver(
	{ startsAt, plannedMinutes }: Pick<Draft, 'startsAt' | 'plannedMinutes'>,
	now: Date
): boolean {
	return startsAt !== null && startsAt.getTime() + plannedMinutes * 60_000 <= now.getTime();
}
