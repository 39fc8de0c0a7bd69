// Which cards the wall shows and in what order: troubles first, then district by district. Pure.
import { groupSites } from '#lib/protocol/roll.ts';
import type { Hand, Site } from '#lib/protocol/snapshot.ts';
import type { WallSite } from '#lib/protocol/wall.ts';
import { healthOf, troubles, type Health } from './health.ts';

export type WallEntry = { site: Site; health: Health; hand: boolean; microphone: boolean };

/** An entry that is as it was stays the same object: its card is not drawn again. */
export function entriesOf(
	sites: readonly Site[],
	factsOf: (siteId: string) => WallSite | undefined,
	hands: readonly Hand[],
	before: readonly WallEntry[]
): WallEntry[] {
	const raised = new Set(hands.map(({ siteId }) => siteId));
	const known = new Map(before.map((entry) => [entry.site.siteId, entry]));
	return sites.map((site) => {
		const facts = factsOf(site.siteId);
		const now: WallEntry = {
			site,
			health: healthOf(site, facts),
			hand: raised.has(site.siteId),
			microphone: facts?.microphone ?? false
		};
		const then = known.get(site.siteId);
		const isSame =
			then?.site === site &&
			then.health === now.health &&
			then.hand === now.hand &&
			then.microphone === now.microphone;
		return isSame ? then : now;
	});
}

/** In the order in which they were found; `district` empty: of all. */
export function entriesAmong(
	entries: readonly WallEntry[],
	found: readonly Site[],
	district: string,
	levelName: (level: string) => string
): WallEntry[] {
	const bySite = new Map(entries.map((entry) => [entry.site.siteId, entry]));
	const own = districtsOf(entries, levelName).find(([name]) => name === district)?.[1] ?? [];
	const wanted = new Set(district === '' ? entries : own);
	return found.flatMap(({ siteId }) => {
		const entry = bySite.get(siteId);
		return entry && wanted.has(entry) ? [entry] : [];
	});
}

export const wallStates = [
	'all',
	'trouble',
	'hand',
	'microphone',
	'good',
	'weak',
	'audio-only',
	'lost',
	'left',
	'absent',
	'lobby',
	'removed'
] as const;
export type WallState = (typeof wallStates)[number];

export function isInState(state: WallState, { health, hand, microphone }: WallEntry): boolean {
	if (state === 'all') return true;
	if (state === 'hand') return hand;
	if (state === 'microphone') return microphone;
	if (state === 'trouble') return troubles.includes(health);
	return health === state;
}

export type WallGroup = {
	kind: 'trouble' | 'lobby' | 'main' | 'district';
	name: string;
	entries: WallEntry[];
};

/** Of what was found; a site with a trouble stands only among these. */
export function wallGroups(entries: readonly WallEntry[], levelName: (level: string) => string): WallGroup[] {
	const rank = ({ health }: WallEntry) => troubles.indexOf(health);
	const troubled = entries.filter((entry) => rank(entry) >= 0).toSorted((a, b) => rank(a) - rank(b));
	const waiting = entries.filter(({ health }) => health === 'lobby');
	const calm = entries.filter((entry) => rank(entry) < 0 && entry.health !== 'lobby');
	const groups: WallGroup[] = [
		{ kind: 'trouble', name: '', entries: troubled },
		{ kind: 'lobby', name: '', entries: waiting },
		...districtsOf(calm, levelName).map(([name, own]) => ({ kind: 'district', name, entries: own }) as const),
		// Where they sit who look.
		{ kind: 'main', name: '', entries: calm.filter(({ site }) => site.kind === 'main') }
	];
	return groups.filter((group) => group.entries.length > 0);
}

export function districtsOf(
	entries: readonly WallEntry[],
	levelName: (level: string) => string
): [string, WallEntry[]][] {
	const flat = entries.map((entry) => ({ ...entry.site, entry }));
	return [...groupSites(flat, ({ level }) => levelName(level))].map(([name, own]) => [
		name,
		own.map(({ entry }) => entry)
	]);
}
