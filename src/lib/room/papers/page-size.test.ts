import { expect, test } from 'vitest';
import { nextZoom, pixelRatio, scaleFor, usualFit } from './page-size.ts';

const upright = { width: 595, height: 842 };
const slide = { width: 960, height: 540 };
const stage = { width: 840, height: 560 };
const phone = { width: 374, height: 440 };

test('a slide is seen whole, a page of text as wide as it can be read', () => {
	expect(usualFit(slide)).toBe('page');
	expect(usualFit(upright)).toBe('width');
	expect(scaleFor(slide, stage, 'page', 1) * slide.width).toBeCloseTo(840);
	expect(scaleFor(upright, stage, 'page', 1) * upright.height).toBeCloseTo(560);
	expect(scaleFor(upright, stage, 'width', 1) * upright.width).toBeCloseTo(840);
	expect(scaleFor(upright, phone, 'width', 1) * upright.width).toBeCloseTo(374);
});

test('a page is not drawn wider than it can be read, but never smaller than it fits', () => {
	const wide = { width: 2400, height: 560 };
	expect(scaleFor(upright, wide, 'width', 1) * upright.width).toBeCloseTo(960);
	const high = { width: 2400, height: 2400 };
	expect(scaleFor(upright, high, 'width', 1) * upright.height).toBeCloseTo(2400);
});

test('sharp screens get their pixels, up to what a weak PC can draw', () => {
	expect(pixelRatio({ width: 800, height: 600 }, 1.5)).toBe(1.5);
	expect(pixelRatio({ width: 800, height: 600 }, 3)).toBe(2);
	const large = { width: 4000, height: 4000 };
	expect((pixelRatio(large, 2) * large.width) ** 2).toBeLessThanOrEqual(8_000_001);
});

test('larger and smaller go by steps and end at the last one', () => {
	expect(nextZoom(1, 1)).toBe(1.25);
	expect(nextZoom(1.25, -1)).toBe(1);
	expect(nextZoom(1, -1)).toBe(1);
	expect(nextZoom(4, 1)).toBe(4);
});
