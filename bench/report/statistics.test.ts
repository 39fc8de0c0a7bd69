import { expect, test } from 'vitest';
import { median, percentile, percentileOr, ratios, spread, sum } from './statistics.ts';

test('a percentile is a value that was measured', () => {
	const values = Array.from({ length: 253 }, (_, index) => 253 - index);
	expect(percentile(values, 0.95)).toBe(241);
	expect(percentile(values, 0.5)).toBe(127);
	expect(percentile(values, 1)).toBe(253);
	expect(percentile([7], 0.99)).toBe(7);
});

test('what never came is last, and says so where the percentile lies', () => {
	const took = [3, Infinity, 1, 2];
	expect(percentileOr(took, 0.75, '1 of 4')).toBe(3);
	expect(percentileOr(took, 0.95, '1 of 4')).toEqual({ why: '1 of 4' });
});

test('nothing measured is not zero', () => {
	expect(percentile([], 0.95)).toBeNaN();
	expect(median([])).toBeNaN();
});

test('the median of an even count lies between the two in the middle', () => {
	expect(median([4, 1, 3])).toBe(3);
	expect(median([4, 1, 3, 2])).toBe(2.5);
	expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
});

test('ratios are taken within a round', () => {
	expect(ratios([2, 6], [1, 2])).toEqual([2, 3]);
	expect(ratios([2, 6, 9], [1, 2])).toEqual([2, 3]);
	expect(sum([1, 2, 3])).toBe(6);
});
