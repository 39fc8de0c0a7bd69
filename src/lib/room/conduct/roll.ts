// The roll of the room: its own list of who is connected, joined to what the sites said of themselves. Pure.
import {
	attendanceOf,
	countStandings,
	groupSites,
	hasQuorum,
	isHere,
	neededFor,
	silent,
	standingOf,
	type Attendance,
	type Counts,
	type QuorumRule,
	type RollView,
	type Standing
} from '#lib/protocol/roll.ts';
import { isPresent, type Site } from '#lib/protocol/snapshot.ts';
import type { Quorums } from '#lib/protocol/votes.ts';

export type RollEntry = {
	site: Site;
	standing: Standing;
	reason: string;
	/** Null when nobody of the unit ever signed in; undefined while it is not known. */
	signedInAt: number | null | undefined;
};
export type RollGroup = { name: string; entries: RollEntry[]; attendance: Attendance };
export type Chase = { missing: number; never: number; left: number };
export type Quorum = Attendance & { needed: number; met: boolean };

export function entriesOf(sites: readonly Site[], view: RollView | undefined): RollEntry[] {
	const said = new Map(view?.sites.map((one) => [one.siteId, one]));
	return sites.map((site) => {
		const own = said.get(site.siteId);
		return {
			site,
			standing: standingOf(isPresent(site), own ?? silent),
			reason: own?.reason ?? '',
			signedInAt: own?.signedInAt
		};
	});
}

/** Of the component sites, as everything that is counted. */
export function countsOf(entries: readonly RollEntry[]): Counts {
	return countStandings(
		entries.filter(({ site }) => site.kind === 'component').map(({ standing }) => standing)
	);
}

export function quorumOf(entries: readonly RollEntry[], view: RollView): Quorum {
	return judge(view.rule, attendanceOf(countsOf(entries)));
}

/** Of those who are in the meeting now; every page knows it, officers and sites. */
export function quorumNow(rule: QuorumRule, sites: readonly Site[]): Quorum {
	const components = sites.filter(({ kind }) => kind === 'component');
	return judge(rule, { present: components.filter(isPresent).length, expected: components.length });
}

function judge(rule: QuorumRule, { present, expected }: Attendance): Quorum {
	const needed = neededFor(rule, expected);
	return { present, expected, needed, met: hasQuorum(rule, { present, expected }) };
}

/**
 * Of a vote, by the rule that it kept: as it was closed, or as it was opened when only then too few were there. Undefined
 * for votes that kept no rule.
 */
export function quorumOfVote({ opening, closing }: Quorums): Quorum | undefined {
	const judged = [closing, opening].flatMap((one) => (one?.rule === undefined ? [] : [judge(one.rule, one)]));
	return judged.find(({ met }) => !met) ?? judged[0];
}

/** By district, and by level what has no district. */
export function groupsOf(entries: readonly RollEntry[], levelName: (level: string) => string): RollGroup[] {
	const flat = entries.map((entry) => ({ ...entry.site, entry }));
	return [...groupSites(flat, ({ level }) => levelName(level))].map(([name, own]) => {
		const mine = own.map(({ entry }) => entry);
		return { name, entries: mine, attendance: attendanceOf(countsOf(mine)) };
	});
}

/** In the order of the levels. */
export function levelsOf(
	entries: readonly RollEntry[],
	levels: RollView['levels']
): { level: RollView['levels'][number]; attendance: Attendance }[] {
	return levels.map((level) => ({
		level,
		attendance: attendanceOf(countsOf(entries.filter(({ site }) => site.level === level.level)))
	}));
}

export function isNever({ standing, signedInAt }: RollEntry): boolean {
	return standing === 'awaited' && signedInAt === null;
}

/** Those that somebody must call now, and apart from them those that left by themselves. */
export function chaseOf(entries: readonly RollEntry[]): Chase {
	const awaited = entries.filter(({ site, standing }) => site.kind === 'component' && standing === 'awaited');
	const left = awaited.filter(({ site }) => site.left).length;
	return { missing: awaited.length - left, never: awaited.filter(isNever).length, left };
}

export const rollFilters = [
	'all',
	'here',
	'room',
	'online',
	'substituted',
	'excused',
	'awaited',
	'left',
	'never'
] as const;
export type RollFilter = (typeof rollFilters)[number];

export function passes(filter: RollFilter, entry: RollEntry): boolean {
	if (filter === 'all') return true;
	if (filter === 'here') return isHere(entry.standing);
	if (filter === 'left') return entry.site.left;
	return filter === 'never' ? isNever(entry) : entry.standing === filter;
}
