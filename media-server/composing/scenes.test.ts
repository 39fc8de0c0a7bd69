import { describe, expect, it } from 'vitest';
import { scenesOf, type Picture, type Story } from './scenes.ts';

const story = (parts: Partial<Story>): Story => ({
	duration: 60_000,
	title: 'Giao ban',
	mainSiteId: 'main',
	pictures: [],
	floor: [],
	agenda: [],
	...parts
});

const camera = (siteId: string, from: number, to: number, partId = `${siteId}-camera`): Picture => ({
	partId,
	siteId,
	source: 'camera',
	from: from * 1000,
	to: to * 1000
});
const screen = (siteId: string, from: number, to: number): Picture => ({
	...camera(siteId, from, to, `${siteId}-screen`),
	source: 'screen'
});
const turn = (siteId: string, from: number, to: number) => ({ siteId, from: from * 1000, to: to * 1000 });

/** Second of each begin, large tile, small tiles; readable in a failure. */
function told(parts: Partial<Story>) {
	const name = (tile: ReturnType<typeof scenesOf>[number]['large']) =>
		tile.kind === 'picture' ? tile.partId : tile.kind === 'name' ? `name ${tile.siteId}` : 'title';
	return scenesOf(story(parts)).map(({ from, large, small }) => [from / 25, name(large), ...small.map(name)]);
}

describe('who is large', () => {
	it('is nobody: a card with the title, while nobody is seen', () => {
		expect(told({})).toEqual([[0, 'title']]);
	});

	it('is the chair while nobody has the floor', () => {
		expect(told({ pictures: [camera('main', 2, 60)] })).toEqual([
			[0, 'title'],
			[2, 'main-camera']
		]);
	});

	it('is the one who has the floor, the chair small beside it', () => {
		const pictures = [camera('main', 0, 60), camera('xa', 10, 20)];
		expect(told({ pictures, floor: [turn('xa', 10, 20)] })).toEqual([
			[0, 'main-camera'],
			[10, 'xa-camera', 'main-camera'],
			[20, 'main-camera']
		]);
	});

	it('is the chair who takes the floor, once', () => {
		expect(told({ pictures: [camera('main', 0, 60)], floor: [turn('main', 10, 20)] })).toEqual([
			[0, 'main-camera']
		]);
	});

	it('is who was called last of several, the others small', () => {
		const pictures = [camera('a', 0, 60), camera('b', 0, 60), camera('main', 0, 60)];
		expect(told({ pictures, floor: [turn('a', 10, 40), turn('b', 20, 40)] })).toEqual([
			[0, 'main-camera', 'a-camera', 'b-camera'],
			[10, 'a-camera', 'main-camera', 'b-camera'],
			[20, 'b-camera', 'a-camera', 'main-camera'],
			[40, 'main-camera', 'a-camera', 'b-camera']
		]);
	});

	it('is the name of a speaker who is only heard', () => {
		expect(told({ pictures: [camera('main', 0, 60)], floor: [turn('xa', 10, 20)] })[1]).toEqual([
			10,
			'name xa',
			'main-camera'
		]);
	});

	it('is the shared screen, its speaker and the chair small', () => {
		const pictures = [camera('main', 0, 60), camera('xa', 10, 30), screen('xa', 15, 25)];
		expect(told({ pictures, floor: [turn('xa', 10, 30)] })).toEqual([
			[0, 'main-camera'],
			[10, 'xa-camera', 'main-camera'],
			[15, 'xa-screen', 'xa-camera', 'main-camera'],
			[25, 'xa-camera', 'main-camera'],
			[30, 'main-camera']
		]);
	});

	it('is the camera that came last when a site has two', () => {
		const pictures = [camera('main', 0, 60, 'first'), camera('main', 30, 60, 'second')];
		expect(told({ pictures })).toEqual([
			[0, 'first'],
			[30, 'second']
		]);
	});
});

it('never shows more than four small pictures', () => {
	const pictures = ['main', 'a', 'b', 'c', 'd', 'e'].map((site) => camera(site, 0, 60));
	expect(scenesOf(story({ pictures }))[0]?.small).toHaveLength(4);
});

it('writes the agenda item under way', () => {
	const agenda = [{ title: 'Mục 1', from: 5_000, to: 30_000 }];
	expect(scenesOf(story({ agenda })).map(({ from, caption }) => [from / 25, caption])).toEqual([
		[0, ''],
		[5, 'Mục 1'],
		[30, '']
	]);
});

it('covers every frame once, whatever happens', () => {
	const pictures = [camera('main', 0.4, 33.333), camera('xa', 7.777, 7.9), screen('xa', 12.02, 59.99)];
	const scenes = scenesOf(story({ pictures, floor: [turn('xa', 7.5, 21), turn('b', 21, 21.05)] }));
	expect(scenes[0]?.from).toBe(0);
	expect(scenes.at(-1)?.to).toBe(1500);
	scenes.slice(1).forEach((scene, index) => expect(scene.from).toBe(scenes[index]?.to));
});

it('does not flicker when the picture comes a moment after the floor', () => {
	const pictures = [camera('main', 0, 60), camera('xa', 10.2, 20)];
	expect(told({ pictures, floor: [turn('xa', 10, 20)] })).toEqual([
		[0, 'main-camera'],
		[10, 'xa-camera', 'main-camera'],
		[20, 'main-camera']
	]);
});

it('cuts long stretches, so that an interruption costs little', () => {
	const scenes = scenesOf(story({ duration: 700_000 }));
	expect(scenes.map(({ from, to }) => [from / 25, to / 25])).toEqual([
		[0, 300],
		[300, 600],
		[600, 700]
	]);
});
