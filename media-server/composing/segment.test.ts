import { describe, expect, it } from 'vitest';
import type { Scene, Tile } from './scenes.ts';
import { segmentOf, withoutPictures, type SegmentContext } from './segment.ts';

const context: SegmentContext = {
	pictures: new Map([
		[
			'p1',
			{ file: '/recordings/p1.mkv', offset: 2_000, packetAt: (moment) => Math.floor(moment / 500) * 500 }
		]
	]),
	names: new Map([['xa', 'Xã Vĩnh An']]),
	title: 'Giao ban tháng 12',
	words: {
		screenOf: (name) => `Trình chiếu: ${name}`,
		chairOf: (name, chair) => `${name} – Chủ trì: ${chair}`,
		noPicture: 'Không có hình'
	}
};

const chairs: Tile = { kind: 'picture', partId: 'p1', siteId: 'xa', source: 'camera', chairName: 'Tùng' };
const picture: Tile = { kind: 'picture', partId: 'p1', siteId: 'xa', source: 'camera' };
const scene = (parts: Partial<Scene>): Scene => ({
	from: 250,
	to: 500,
	large: picture,
	small: [],
	caption: '',
	...parts
});

const filterOf = (args: readonly string[]) => args[args.indexOf('-filter_complex') + 1] ?? '';

it('makes exactly the scene’s frames', () => {
	const { args, frames } = segmentOf(scene({}), context);
	expect(frames).toBe(250);
	expect(args.slice(args.indexOf('-frames:v'), args.indexOf('-frames:v') + 2)).toEqual(['-frames:v', '250']);
});

it('seeks to the packet that is seen when the scene begins, and keeps its time', () => {
	// Second 10 of the recording is second 8 of the file.
	const { args } = segmentOf(scene({ from: 255 }), context);
	expect(args.slice(args.indexOf('-ss'), args.indexOf('-ss') + 4)).toEqual([
		'-ss',
		'7.999',
		'-i',
		'/recordings/p1.mkv'
	]);
	expect(filterOf(args)).toContain('setpts=PTS-(0.200)/TB');
});

it('puts no text into the filter, so that nothing in a name can break it', () => {
	const names = new Map([['xa', `Xã 'O':100%{x}\\;[a]`]]);
	const { args, texts } = segmentOf(scene({ caption: `a=b;c#'\\` }), { ...context, names });
	expect(args.join(' ')).not.toContain('Xã');
	expect(args.join(' ')).not.toContain('a=b;c');
	expect([...texts.values()]).toEqual([`Xã 'O':100%{x}\\;[a]`, `a=b;c#'\\`]);
});

it('names the chair below the chair’s picture', () => {
	const texts = (large: Tile) => [...segmentOf(scene({ large }), context).texts.values()];
	expect(texts(chairs).some((text) => text.endsWith('– Chủ trì: Tùng'))).toBe(true);
	expect(texts(picture).some((text) => text.includes('Chủ trì'))).toBe(false);
});

it('writes the title into the bar before the first agenda item', () => {
	expect([...segmentOf(scene({}), context).texts.values()]).toContain('Giao ban tháng 12');
	expect([...segmentOf(scene({ caption: 'Mục 1' }), context).texts.values()]).not.toContain(
		'Giao ban tháng 12'
	);
});

describe('the key', () => {
	const key = (parts: Partial<Scene>, changed: Partial<SegmentContext> = {}) =>
		segmentOf(scene(parts), { ...context, ...changed }).key;

	it('is the same for the same scene', () => {
		expect(key({})).toBe(key({}));
	});

	it('changes with whatever changes the picture', () => {
		const others = [
			key({ to: 501 }),
			key({ caption: 'Mục 1' }),
			key({ large: { kind: 'title' } }),
			key({}, { names: new Map([['xa', 'Xã Cổ Am']]) }),
			key({}, { pictures: new Map([['p1', { file: '/other.mkv', offset: 0, packetAt: () => 0 }]]) })
		];
		expect(new Set([key({}), ...others]).size).toBe(6);
	});
});

it('shows names instead of pictures that cannot be decoded', () => {
	const { large, small } = withoutPictures(scene({ small: [picture, { kind: 'title' }] }));
	expect([large, ...small]).toEqual([
		{ kind: 'name', siteId: 'xa' },
		{ kind: 'name', siteId: 'xa' },
		{ kind: 'title' }
	]);
});

it('repeats no picture beyond the scene, so that a leap of hours within a file fills no memory', () => {
	const { args, frames } = segmentOf(scene({ large: picture }), context);
	const [, end] = /fps=25:start_time=0,trim=end=([\d.]+)\[/.exec(args.join(' ')) ?? [];
	expect(Number(end)).toBe(frames / 25 + 1);
});
