import { expect, test } from 'vitest';
import { nextCard } from './grid-focus.ts';

/** Two rows of three, a heading, then a row of one. */
const places = [
	{ left: 0, top: 0 },
	{ left: 100, top: 0 },
	{ left: 200, top: 0 },
	{ left: 0, top: 90 },
	{ left: 100, top: 90 },
	{ left: 200, top: 90 },
	{ left: 0, top: 220 }
];

test.each([
	[0, 'ArrowRight', 1],
	[2, 'ArrowRight', 3],
	[6, 'ArrowRight', undefined],
	[0, 'ArrowLeft', undefined],
	[3, 'ArrowLeft', 2],
	[1, 'ArrowDown', 4],
	[5, 'ArrowDown', 6],
	[6, 'ArrowDown', undefined],
	[6, 'ArrowUp', 3],
	[4, 'ArrowUp', 1],
	[1, 'ArrowUp', undefined],
	[4, 'Home', 0],
	[1, 'End', 6],
	[1, 'a', undefined]
])('from card %i by %s to %s', (from, key, to) => {
	expect(nextCard(places, from, key)).toBe(to);
});
