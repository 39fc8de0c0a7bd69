import { expect, test } from 'vitest';
import { picturesOf, type Look } from './pictures.ts';

/** Ten seconds, a look each; `frames` of the picture at each, undefined where it is not on the screen. */
const looks = (frames: (number | undefined)[], freezes: number[] = []): Look[] =>
	frames.map((count, second) => ({
		at: second * 1000,
		pictures: count === undefined ? [] : [{ id: 'speaker', frames: count, freezes: freezes[second] ?? 0 }]
	}));

test('a picture that moves does not stand still', () => {
	expect(picturesOf(looks([30, 60, 90, 120, 150]))).toEqual([{ frozen: 0, framesPerSecond: 30 }]);
});

test('what the browser counts as frozen is a share of the time', () => {
	const [picture] = picturesOf(looks([30, 60, 60, 90, 120], [3, 3, 3, 4, 4]));
	expect(picture?.frozen).toBe(0.25);
});

test('a picture that stopped is frozen since its last frame, though no browser says so', () => {
	expect(picturesOf(looks([30, 60, 60, 60, 60]))).toEqual([{ frozen: 0.75, framesPerSecond: 7.5 }]);
});

test('a picture that never had a frame is frozen all the time', () => {
	expect(picturesOf(looks([0, 0, 0]))).toEqual([{ frozen: 1, framesPerSecond: 0 }]);
	expect(picturesOf(looks([90, 90, 90]))).toEqual([{ frozen: 1, framesPerSecond: 0 }]);
});

test('a picture that went from the screen is frozen until the end', () => {
	expect(picturesOf(looks([30, 60, undefined, undefined, undefined]))).toEqual([
		{ frozen: 0.75, framesPerSecond: 7.5 }
	]);
});

test('a picture is watched from when it came', () => {
	expect(picturesOf(looks([undefined, undefined, 10, 20, 30]))).toEqual([{ frozen: 0, framesPerSecond: 10 }]);
});

test('a freeze that began before the watch is no longer than the watch', () => {
	expect(picturesOf(looks([10, 10, 20], [0, 0, 60]))[0]?.frozen).toBe(1);
});

test('each picture is judged for itself, and without one there is nothing to judge', () => {
	const two = [0, 1].map((second) => ({
		at: second * 1000,
		pictures: [
			{ id: 'speaker', frames: 30 * second, freezes: 0 },
			{ id: 'chair', frames: 0, freezes: 0 }
		]
	}));
	expect(picturesOf(two)).toEqual([
		{ frozen: 0, framesPerSecond: 30 },
		{ frozen: 1, framesPerSecond: 0 }
	]);
	expect(picturesOf(looks([undefined, undefined]))).toEqual([]);
});
