import { describe, expect, it } from 'vitest';
import { indexAt, nextStart, previousStart, withOpening } from './spans.ts';

const spans = [
	{ title: 'a', from: 10_000, to: 20_000 },
	{ title: 'b', from: 20_000, to: 40_000 },
	{ title: 'c', from: 60_000, to: 80_000 }
];

describe('what goes on at a moment', () => {
	it('is the span around it, its end no longer in it', () => {
		expect([10_000, 19_999, 20_000, 70_000].map((moment) => indexAt(spans, moment))).toEqual([0, 0, 1, 2]);
	});

	it('is nothing before the first, between two and after the last', () => {
		expect([0, 50_000, 80_000].map((moment) => indexAt(spans, moment))).toEqual([-1, -1, -1]);
	});
});

describe('jumping', () => {
	it('goes on to the next begin, and nowhere after the last', () => {
		expect([nextStart(spans, 0), nextStart(spans, 20_000), nextStart(spans, 70_000)]).toEqual([
			10_000,
			60_000,
			undefined
		]);
	});

	it('goes back to the begin of the current one, then to the one before', () => {
		expect(previousStart(spans, 30_000)).toBe(20_000);
		expect(previousStart(spans, 21_000)).toBe(10_000);
		expect(previousStart(spans, 0)).toBe(10_000);
		expect(previousStart([], 5_000)).toBeUndefined();
	});
});

describe('the opening', () => {
	it('is what comes before the first item', () => {
		expect(withOpening(spans, 'Khai mạc')[0]).toEqual({ title: 'Khai mạc', from: 0, to: 10_000 });
	});

	it('is left out when the first item begins at once, or when there is none', () => {
		expect(withOpening([{ title: 'a', from: 400, to: 900 }], 'Khai mạc')).toHaveLength(1);
		expect(withOpening([], 'Khai mạc')).toEqual([]);
	});
});
