import { expect, test } from 'vitest';
import type { StageEntry } from '#lib/protocol/snapshot.ts';
import { chairEntries, sampleEntry, sampleSnapshot } from '../sample.test-data.ts';
import { arrange } from './stage.ts';

const { sites } = sampleSnapshot;
const camera = (number: number, change: Partial<StageEntry> = {}) =>
	sampleEntry({
		source: 'camera',
		siteId: `site-${number}`,
		connectionId: `connection-${number}`,
		...change
	});

test('an empty stage has nobody on it', () => {
	expect(arrange({ stage: [], floor: [], sites })).toEqual({ large: null, small: [] });
});

test('the chair alone is large', () => {
	const { large, small } = arrange({ stage: chairEntries, floor: [], sites });
	expect(large).toMatchObject({ key: 'chair:camera', videoProducerId: 'chair-camera', microphone: 'on' });
	expect(small).toEqual([]);
});

test('beside a paper that is shown to all everybody is small, a shared screen first', () => {
	const floor = [{ siteId: 'site-1', grantedAt: 10, minutes: null }];
	const screen = sampleEntry({ source: 'screen', connectionId: 'connection-1' });
	const { large, small } = arrange({
		stage: [...chairEntries, camera(1), screen],
		floor,
		sites,
		paperShown: true
	});
	expect(large).toBeNull();
	expect(small.map(({ key }) => key)).toEqual(['connection-1:screen', 'connection-1:camera', 'chair:camera']);
});

test('who has the floor is large and the chair small, whatever order they came in', () => {
	const floor = [{ siteId: 'site-1', grantedAt: 10, minutes: null }];
	for (const stage of [
		[...chairEntries, camera(1)],
		[camera(1), ...chairEntries]
	]) {
		const { large, small } = arrange({ stage, floor, sites });
		expect(large).toMatchObject({ siteId: 'site-1', floorSince: 10 });
		expect(small.map((place) => place.role)).toEqual(['chair']);
	}
});

test('of two with the floor the one called last is large', () => {
	const floor = [
		{ siteId: 'site-2', grantedAt: 20, minutes: null },
		{ siteId: 'site-1', grantedAt: 10, minutes: null }
	];
	const { large, small } = arrange({ stage: [camera(1), camera(2), ...chairEntries], floor, sites });
	expect(large?.siteId).toBe('site-2');
	expect(small.map((place) => place.siteId)).toEqual(['site-1', 'main']);
});

test('a shared screen takes the large place and its owner stays to be seen', () => {
	const screen = camera(1, { source: 'screen', producerId: 'screen-1' });
	const floor = [{ siteId: 'site-1', grantedAt: 10, minutes: null }];
	const { large, small } = arrange({ stage: [camera(1), screen, ...chairEntries], floor, sites });
	expect(large).toMatchObject({ kind: 'screen', videoProducerId: 'screen-1' });
	expect(small.map((place) => place.key)).toEqual(['connection-1:camera', 'chair:camera']);
});

test('a called site is shown by its name until its picture comes', () => {
	const { large } = arrange({
		stage: chairEntries,
		floor: [{ siteId: 'site-2', grantedAt: 10, minutes: null }],
		sites
	});
	expect(large).toMatchObject({ siteName: 'Xã 2', connectionId: null, videoProducerId: null });
});

test('a site with sound only, or a paused camera, keeps its place without a picture', () => {
	const sound = camera(1, { source: 'microphone', paused: true });
	const { small } = arrange({
		stage: [...chairEntries, sound, camera(2, { paused: true })],
		floor: [],
		sites
	});
	expect(small).toMatchObject([
		{ siteId: 'site-1', videoProducerId: null, microphone: 'paused' },
		{ siteId: 'site-2', videoProducerId: null, microphone: 'none' }
	]);
});

test('the stage never shows more than four pictures beside the screen', () => {
	const many = [1, 2, 3, 4, 5, 6].map((number) => camera(number));
	expect(arrange({ stage: many, floor: [], sites }).small).toHaveLength(3);
	const screen = camera(1, { source: 'screen', producerId: 'screen-1' });
	expect(arrange({ stage: [...many, screen], floor: [], sites }).small).toHaveLength(4);
});

test('in a discussion all who have the floor are shown, and the chair', () => {
	const floor = [1, 2, 3, 4].map((number) => ({
		siteId: `site-${number}`,
		grantedAt: number,
		minutes: null
	}));
	const others = [5, 6].map((number) => camera(number));
	const stage = [...chairEntries, ...[1, 2, 3].map((number) => camera(number)), ...others];
	const { large, small } = arrange({ stage, floor, sites });
	expect([large, ...small].map((place) => place?.siteId)).toEqual([
		'site-4',
		'site-3',
		'site-2',
		'site-1',
		'main'
	]);
});

test('the chair speaks by office: the floor of the main site is not the chair’s', () => {
	const { large } = arrange({
		stage: chairEntries,
		floor: [{ siteId: 'main', grantedAt: 10, minutes: null }],
		sites
	});
	expect(large).toMatchObject({ role: 'chair', floorSince: null });
});
