// Who was there, by group: what 253 sites come down to on one page. Pure.
import { compareUnitNames } from '#lib/format/names.ts';
import { expectationOf, groupSites, isHere, standingOf } from '#lib/protocol/roll.ts';
import type { Attendance, MinutesContent } from './schema.ts';

export type Attended = 'present' | 'excused' | 'absent';

/** Connected at any time counts as present; an absence is excused when a reason was given. */
export function attendedBy(site: Attendance): Attended {
	const standing = standingOf(site.connected.length > 0, expectationOf(site));
	if (isHere(standing)) return 'present';
	return standing === 'excused' ? 'excused' : 'absent';
}

/** Why nobody came; empty when nobody said. */
export function reasonOf(site: Attendance): string {
	return expectationOf(site).reason;
}

export interface RollGroup {
	name: string;
	sites: Attendance[];
	counts: Record<Attended, number>;
}

/** Component sites: those right below the main site by their level, all others by the unit above them. */
export function rollOf(content: Pick<MinutesContent, 'sites'>): RollGroup[] {
	const groups = [...groupSites(content.sites, (site) => site.levelName)].map(([name, sites]) => ({
		name,
		sites: sites.toSorted((a, b) => compareUnitNames(a.name, b.name)),
		counts: count(sites)
	}));
	return groups.toSorted((a, b) => rank(a) - rank(b) || compareUnitNames(a.name, b.name));
}

export function count(sites: readonly Attendance[]): Record<Attended, number> {
	const counts = { present: 0, excused: 0, absent: 0 };
	for (const site of sites) counts[attendedBy(site)]++;
	return counts;
}

function rank(group: { sites: readonly Attendance[] }): number {
	return Math.min(...group.sites.map((site) => site.levelRank));
}

export interface Speaker {
	siteId: string;
	name: string;
	turns: number;
	/** Milliseconds. */
	total: number;
}

/** In the order in which they spoke first. */
export function speakersOf(content: Pick<MinutesContent, 'turns' | 'sites'>): Speaker[] {
	const names = new Map(content.sites.map((site) => [site.siteId, site.name]));
	return [...Map.groupBy(content.turns, (turn) => turn.siteId)].map(([siteId, turns]) => ({
		siteId,
		name: names.get(siteId) ?? '',
		turns: turns.length,
		total: turns.reduce((sum, { from, to }) => sum + to - from, 0)
	}));
}
