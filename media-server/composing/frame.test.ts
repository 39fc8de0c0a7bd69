import { expect, it } from 'vitest';
import { bar, frame, placesFor, smallPlaces, toFrame, type Box } from './frame.ts';

const inside = ({ x, y, width, height }: Box) =>
	x >= 0 && y >= 0 && x + width <= frame.width && y + height <= bar.y;
const apart = (a: Box, b: Box) =>
	a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

it.each([0, 1, 2, 3, 4])(
	'lays %i small pictures beside the large one, none over another or the bar',
	(count) => {
		const { large, small } = placesFor(count);
		const boxes = [large, ...small];
		expect(small).toHaveLength(count);
		expect(boxes.every(inside)).toBe(true);
		boxes.forEach((a, index) => {
			for (const b of boxes.slice(index + 1)) expect(apart(a, b)).toBe(true);
		});
	}
);

it('never lays more small pictures than there are places', () => {
	expect(placesFor(9).small).toHaveLength(smallPlaces);
});

it('uses even sizes and places for the large picture, as the codec wants', () => {
	const { width, height } = placesFor(1).large;
	expect([width % 2, height % 2]).toEqual([0, 0]);
});

it('counts 25 frames a second', () => {
	expect([toFrame(0), toFrame(39), toFrame(1000), toFrame(1021)]).toEqual([0, 1, 25, 26]);
});
