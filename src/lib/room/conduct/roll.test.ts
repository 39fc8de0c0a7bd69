import { describe, expect, test } from 'vitest';
import type { RollView } from '#lib/protocol/roll.ts';
import {
	chaseOf,
	countsOf,
	entriesOf,
	groupsOf,
	levelsOf,
	passes,
	quorumNow,
	quorumOfVote,
	quorumOf
} from './roll.ts';
import { sampleSite } from '../sample.test-data.ts';

const sites = [
	sampleSite(0, { siteId: 'main', name: 'Thành phố', kind: 'main', parentName: '', connected: true }),
	sampleSite(1, { connected: true }),
	sampleSite(2, { connected: true }),
	sampleSite(3),
	sampleSite(4),
	sampleSite(5, { level: 'department', parentName: 'Thành phố' })
];
const said = (
	siteId: string,
	change: Partial<RollView['sites'][number]> = {}
): RollView['sites'][number] => ({
	siteId,
	here: 'room',
	away: 'awaited',
	reason: '',
	signedInAt: 1,
	...change
});
const level = (id: string, rank: number) => ({ level: id, nameVi: id, nameEn: id, nameJa: id, rank });
const view: RollView = {
	rule: 'half',
	levels: [level('department', 1), level('commune', 2)],
	sites: [
		said('main'),
		said('site-1'),
		said('site-2', { here: 'online' }),
		said('site-3', { away: 'excused', reason: 'mất điện' }),
		said('site-4', { signedInAt: null }),
		said('site-5')
	],
	taken: []
};
const entries = entriesOf(sites, view);

test('counts the component sites by what they said and whether they are connected', () => {
	expect(countsOf(entries)).toEqual({ room: 1, online: 1, substituted: 0, excused: 1, awaited: 2 });
});

test('before anything is known of what sites said, the connections are counted all the same', () => {
	expect(countsOf(entriesOf(sites, undefined))).toMatchObject({ room: 2, awaited: 3 });
});

test('the quorum goes with the connections', () => {
	expect(quorumOf(entries, view)).toEqual({ present: 2, expected: 5, needed: 3, met: false });
	const more = sites.map((site) => (site.siteId === 'site-5' ? { ...site, connected: true } : site));
	expect(quorumOf(entriesOf(more, view), view)).toMatchObject({ present: 3, met: true });
});

test('every page judges by who is in the meeting, and a lobby is not', () => {
	expect(quorumNow('half', sites)).toEqual({ present: 2, expected: 5, needed: 3, met: false });
	const waiting = sites.map((site) => ({ ...site, connected: true, inLobby: site.siteId === 'site-1' }));
	expect(quorumNow('two-thirds', waiting)).toEqual({ present: 4, expected: 5, needed: 4, met: true });
});

test('a meeting that asks for no number can always decide', () => {
	expect(quorumNow('none', [])).toMatchObject({ needed: 0, met: true });
});

test('a vote stands by the rule that it kept, and lacks where too few were there at one of both moments', () => {
	const few = { present: 2, expected: 5, rule: 'half' as const };
	const many = { present: 4, expected: 5, rule: 'half' as const };
	expect(quorumOfVote({ opening: many, closing: { ...many, present: 5 } })).toMatchObject({
		present: 5,
		met: true
	});
	expect(quorumOfVote({ opening: many, closing: few })).toMatchObject({ present: 2, needed: 3, met: false });
	expect(quorumOfVote({ opening: few, closing: many })).toMatchObject({ present: 2, met: false });
	expect(quorumOfVote({ opening: { present: 2, expected: 5 }, closing: null })).toBeUndefined();
});

test('who must be called are those without a word, and among them those who never signed in', () => {
	expect(chaseOf(entries)).toEqual({ missing: 2, never: 1, left: 0 });
});

test('who left by its own button is not missed as a line that was lost', () => {
	const gone = sites.map((site) => (site.siteId === 'site-5' ? { ...site, since: 9, left: true } : site));
	const all = entriesOf(gone, view);
	expect(chaseOf(all)).toEqual({ missing: 1, never: 1, left: 1 });
	expect(all.filter((entry) => passes('left', entry)).map(({ site }) => site.siteId)).toEqual(['site-5']);
	expect(all.filter((entry) => passes('awaited', entry))).toHaveLength(2);
	const lost = sites.map((site) => (site.siteId === 'site-5' ? { ...site, since: 9 } : site));
	expect(chaseOf(entriesOf(lost, view))).toEqual({ missing: 2, never: 1, left: 0 });
});

test('counts by district and by level', () => {
	expect(groupsOf(entries, (id) => id).map(({ name, attendance }) => [name, attendance])).toEqual([
		['Huyện Vĩnh Bảo', { present: 2, expected: 4 }],
		['department', { present: 0, expected: 1 }]
	]);
	expect(levelsOf(entries, view.levels).map(({ attendance }) => attendance)).toEqual([
		{ present: 0, expected: 1 },
		{ present: 2, expected: 4 }
	]);
});

describe('a filter', () => {
	test.each([
		['all', 6],
		['here', 3],
		['online', 1],
		['excused', 1],
		['awaited', 2],
		['never', 1]
	] as const)('%s keeps %i', (filter, count) => {
		expect(entries.filter((entry) => passes(filter, entry))).toHaveLength(count);
	});
});
