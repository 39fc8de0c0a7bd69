import { expect, test } from 'vitest';
import { browse, clampPage } from './following.ts';

test('a page beyond the paper is its last one, once it is known how many there are', () => {
	expect(clampPage(9, 4)).toBe(4);
	expect(clampPage(9, null)).toBe(9);
	expect(clampPage(0, 4)).toBe(1);
});

test('on another page than the presenter one is on one’s own, on the same one follows', () => {
	expect(browse(3, 5, 10)).toBe(3);
	expect(browse(5, 5, 10)).toBeNull();
	expect(browse(0, 1, 10)).toBeNull();
	// The presenter of a newer file may be beyond the last page.
	expect(browse(12, 99, 10)).toBeNull();
});
