import { expect, test } from 'vitest';
import type { Site } from '#lib/protocol/snapshot.ts';
import { gridSize } from '#lib/protocol/values.ts';
import { chairEntries, sampleEntry, sampleSite } from '../sample.test-data.ts';
import { gridOf } from './grid.ts';

const main = sampleSite(0, { siteId: 'main', kind: 'main', connected: true });
const present = (count: number): Site[] => [
	main,
	...Array.from({ length: count - 1 }, (_, index) => sampleSite(index + 1, { connected: true }))
];
const cameraOf = (number: number) =>
	sampleEntry({ source: 'camera', siteId: `site-${number}`, connectionId: `connection-${number}` });

test('everyone who is present has a place, by picture or by name', () => {
	const { places, more } = gridOf({ stage: [cameraOf(2), ...chairEntries], sites: present(4) });
	expect(places.map(({ siteId, videoProducerId }) => [siteId, videoProducerId])).toEqual([
		['main', 'chair-camera'],
		['site-1', null],
		['site-2', 'connection-2-camera'],
		['site-3', null]
	]);
	expect(more).toBe(0);
});

test('who is away or waits in the lobby has none', () => {
	const sites = [main, sampleSite(1), sampleSite(2, { connected: true, inLobby: true })];
	expect(gridOf({ stage: [], sites }).places.map(({ siteId }) => siteId)).toEqual(['main']);
});

test('nobody moves when somebody comes onto the stage', () => {
	const order = (stage: Parameters<typeof gridOf>[0]['stage']) =>
		gridOf({ stage, sites: present(6) }).places.map(({ siteId }) => siteId);
	expect(order([cameraOf(4), cameraOf(1)])).toEqual(order([]));
});

test('two devices of one site that both speak stand side by side', () => {
	const second = sampleEntry({ source: 'camera', siteId: 'site-1', connectionId: 'connection-9' });
	const { places } = gridOf({ stage: [second, cameraOf(1)], sites: present(3) });
	expect(places.map(({ key }) => key)).toEqual([
		'main:named',
		'connection-1:camera',
		'connection-9:camera',
		'site-2:named'
	]);
});

test('beyond sixteen who is on the stage keeps a place and the rest is counted', () => {
	const { places, more } = gridOf({ stage: [cameraOf(19)], sites: present(20) });
	expect(places).toHaveLength(gridSize);
	expect(places.at(-1)?.siteId).toBe('site-19');
	expect(more).toBe(4);
});

test.each([
	[1, 1],
	[2, 2],
	[4, 2],
	[5, 3],
	[9, 3],
	[10, 4],
	[16, 4]
])('%i places stand in %i columns', (count, columns) => {
	expect(gridOf({ stage: [], sites: present(count) }).columns).toBe(columns);
});
