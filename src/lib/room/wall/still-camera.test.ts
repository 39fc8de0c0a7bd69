import { expect, test } from 'vitest';
import { usualStill } from '#lib/protocol/wall.ts';
import { firstQuality, nextQuality } from './still-camera.ts';

test('a picture that came out too large is followed by a coarser one, a small one by a finer one', () => {
	expect(nextQuality(firstQuality, usualStill * 2)).toBeLessThan(firstQuality);
	expect(nextQuality(firstQuality, usualStill / 2)).toBeGreaterThan(firstQuality);
	expect(nextQuality(firstQuality, usualStill)).toBe(firstQuality);
});

test('there is a worst and a best', () => {
	let [coarse, fine] = [firstQuality, firstQuality];
	for (let round = 0; round < 100; round++) {
		coarse = nextQuality(coarse, usualStill * 3);
		fine = nextQuality(fine, 100);
	}
	expect(coarse).toBe(0.2);
	expect(fine).toBe(0.75);
});
