// The roll: who is expected, and who is there. One reading for the room, the minutes and the record. Pure.
import * as v from 'valibot';
import { id, instant, quantity, text } from './values.ts';

/** How a site is there: in its own room, from elsewhere, or by a substitute for the first in its list. */
export const standingsHere = ['room', 'online', 'substituted'] as const;
/** How it is not: with a reason that was given, or without a word. */
export const standingsAway = ['excused', 'awaited'] as const;
export const standings = [...standingsHere, ...standingsAway] as const;
export type Standing = (typeof standings)[number];

type Presence = Expectation['here'] | 'absent';
/** What a unit said of itself: its reply, and its list of people in order. */
export type Declared = {
	reply: 'none' | 'confirmed' | 'declined';
	replyReason: string;
	people: readonly { presence: Presence; note: string }[];
};

/** What a site counts as while it is connected, and while it is not. */
export const expectation = v.object({
	siteId: id,
	here: v.picklist(standingsHere),
	away: v.picklist(standingsAway),
	/** Why nobody comes; empty when nobody said. */
	reason: text
});
export type Expectation = v.InferOutput<typeof expectation>;

export function expectationOf({
	reply,
	replyReason,
	people
}: Declared): Pick<Expectation, 'here' | 'away' | 'reason'> {
	const coming = people.filter((person) => person.presence !== 'absent');
	const excuse = coming.length === 0 ? (people.find(({ note }) => note !== '')?.note ?? '') : '';
	const reason = reply === 'declined' ? replyReason : excuse;
	return {
		here: hereAs(people[0]?.presence, coming),
		away: reply === 'declined' || reason !== '' ? 'excused' : 'awaited',
		reason
	};
}

function hereAs(first: string | undefined, coming: Declared['people']): Expectation['here'] {
	if (first === 'substituted') return 'substituted';
	return coming.length > 0 && coming.every((person) => person.presence === 'online') ? 'online' : 'room';
}

/** What a site counts as that has said nothing. */
export const silent = { here: 'room', away: 'awaited' } as const;

export function standingOf(connected: boolean, { here, away }: Pick<Expectation, 'here' | 'away'>): Standing {
	return connected ? here : away;
}

export function isHere(standing: Standing): boolean {
	return standing !== 'excused' && standing !== 'awaited';
}

export const counts = v.object({
	room: quantity,
	online: quantity,
	substituted: quantity,
	excused: quantity,
	awaited: quantity
});
export type Counts = v.InferOutput<typeof counts>;

export function countStandings(all: readonly Standing[]): Counts {
	const sums: Counts = { room: 0, online: 0, substituted: 0, excused: 0, awaited: 0 };
	for (const standing of all) sums[standing]++;
	return sums;
}

/** Of the component sites: the main site is where the meeting is. */
export const attendance = v.object({ present: quantity, expected: quantity });
export type Attendance = v.InferOutput<typeof attendance>;

export function attendanceOf({ room, online, substituted, excused, awaited }: Counts): Attendance {
	const present = room + online + substituted;
	return { present, expected: present + excused + awaited };
}

export const quorumRules = ['half', 'two-thirds', 'none'] as const;
export const quorumRule = v.picklist(quorumRules);
export type QuorumRule = (typeof quorumRules)[number];

/** How many must be there: more than half, at least two thirds, or any number. */
export function neededFor(rule: QuorumRule, expected: number): number {
	if (rule === 'none' || expected === 0) return 0;
	return rule === 'half' ? Math.floor(expected / 2) + 1 : Math.ceil((2 * expected) / 3);
}

export function hasQuorum(rule: QuorumRule, { present, expected }: Attendance): boolean {
	return present >= neededFor(rule, expected);
}

export type Grouped = { kind: 'main' | 'component'; name: string; parentName: string };

/** Component sites right below the main site go by their level, all others by the unit above them. */
export function groupSites<T extends Grouped>(
	sites: readonly T[],
	levelName: (site: T) => string
): Map<string, T[]> {
	const main = sites.find((site) => site.kind === 'main');
	const groupOf = (site: T) =>
		site.parentName === '' || site.parentName === main?.name ? levelName(site) : site.parentName;
	return Map.groupBy(
		sites.filter((site) => site.kind === 'component'),
		groupOf
	);
}

/** When a roll is taken: at the opening, with a vote, at the end, or because chair or secretary wants it. */
export const rollMoments = ['opening', 'vote', 'end', 'asked'] as const;
export const rollMoment = v.picklist(rollMoments);
export type RollMoment = (typeof rollMoments)[number];

/** A roll as it stood at one moment. Counts are of the component sites, `siteIds` of all that were connected. */
export const takenRoll = v.object({
	moment: rollMoment,
	rule: quorumRule,
	counts,
	siteIds: v.array(id)
});
export type TakenRoll = v.InferOutput<typeof takenRoll>;

/** What the web program tells chair, secretary and operator beside the room's own list of sites. */
export const rollView = v.object({
	rule: quorumRule,
	levels: v.array(v.object({ level: text, nameVi: text, nameEn: text, nameJa: text, rank: v.number() })),
	sites: v.array(
		v.object({
			...expectation.entries,
			/** When somebody of the unit last signed in; null when nobody ever has. */
			signedInAt: v.nullable(instant)
		})
	),
	taken: v.array(v.object({ ...v.omit(takenRoll, ['siteIds']).entries, at: instant }))
});
export type RollView = v.InferOutput<typeof rollView>;
