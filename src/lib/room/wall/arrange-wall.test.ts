import { expect, test } from 'vitest';
import { sampleSite } from '../sample.test-data.ts';
import { entriesAmong, entriesOf, isInState, wallGroups, type WallEntry } from './arrange-wall.ts';

const entry = (
	number: number,
	change: Partial<WallEntry> = {},
	parentName = 'Huyện Vĩnh Bảo'
): WallEntry => ({
	site: sampleSite(number, { parentName }),
	health: 'good',
	hand: false,
	microphone: false,
	...change
});
const main: WallEntry = {
	...entry(0),
	site: sampleSite(0, { kind: 'main', parentName: '', name: 'Thành phố' })
};
const level = () => 'Sở, ban, ngành';
const shape = (entries: WallEntry[]) =>
	wallGroups(entries, level).map(({ kind, name, entries: own }) => [
		kind,
		name,
		own.map(({ site }) => site.siteId)
	]);

test('troubles come first, the worst of them first, and stand nowhere else', () => {
	const entries = [
		entry(1),
		entry(2, { health: 'weak' }),
		entry(3, { health: 'lost' }, 'Quận Hồng Bàng'),
		entry(4, { health: 'audio-only' }),
		entry(5, {}, 'Quận Hồng Bàng'),
		main
	];
	expect(shape(entries)).toEqual([
		['trouble', '', ['site-3', 'site-4', 'site-2']],
		['district', 'Huyện Vĩnh Bảo', ['site-1']],
		['district', 'Quận Hồng Bàng', ['site-5']],
		['main', '', ['site-0']]
	]);
});

test('who has not come yet, or has left, is no trouble of the wall', () => {
	expect(
		shape([entry(1, { health: 'absent' }), entry(2, { health: 'removed' }), entry(3, { health: 'left' })])
	).toEqual([['district', 'Huyện Vĩnh Bảo', ['site-1', 'site-2', 'site-3']]]);
});

test('who waits in the lobby stands together, before the districts', () => {
	expect(shape([entry(1), entry(2, { health: 'lobby' })])).toEqual([
		['lobby', '', ['site-2']],
		['district', 'Huyện Vĩnh Bảo', ['site-1']]
	]);
});

test.each([
	['all', {}, true],
	['trouble', { health: 'weak' }, true],
	['trouble', { health: 'absent' }, false],
	['hand', { hand: true }, true],
	['hand', {}, false],
	['microphone', { microphone: true }, true],
	['lost', { health: 'lost' }, true],
	['good', { health: 'lost' }, false]
] as const)('asked for %s, a site with %j: %s', (state, change, shown) => {
	expect(isInState(state, entry(1, change))).toBe(shown);
});

test('a site that is as it was keeps its entry, so that its card is not drawn again', () => {
	const sites = [sampleSite(1, { connected: true }), sampleSite(2, { connected: true })];
	const none = () => undefined;
	const first = entriesOf(sites, none, [], []);
	const second = entriesOf(sites, none, [{ siteId: 'site-2', raisedAt: 1 }], first);
	expect(second[0]).toBe(first[0]);
	expect(second[1]).toMatchObject({ hand: true, health: 'good' });
});

test('what was found keeps its order, within the district that is asked for', () => {
	const entries = [entry(1), entry(2, {}, 'Quận Hồng Bàng'), entry(3)];
	const found = [3, 2, 1].map((number) => sampleSite(number));
	const ids = (district: string) =>
		entriesAmong(entries, found, district, level).map(({ site }) => site.siteId);
	expect(ids('')).toEqual(['site-3', 'site-2', 'site-1']);
	expect(ids('Huyện Vĩnh Bảo')).toEqual(['site-3', 'site-1']);
	expect(ids('Huyện không có')).toEqual([]);
});
