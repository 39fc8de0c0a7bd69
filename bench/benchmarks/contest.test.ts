import { expect, test } from 'vitest';
import { slicesOf, worst } from './contest.ts';

test('a slice in which nothing came is seen, though the mean is good', () => {
	const borders = [
		{ sent: 0, packets: 500 },
		{ sent: 100, packets: 700 },
		{ sent: 200, packets: 700 },
		{ sent: 300, packets: 900 }
	];
	expect(slicesOf(borders, 2)).toEqual([1, 0, 1]);
});

test('no round at all is not a perfect one', () => {
	expect(worst([])).toBeNaN();
});
