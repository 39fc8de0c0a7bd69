// The one format of everything composed. Segments are joined by copying, so all must have exactly these values.
export const frame = { width: 1280, height: 720, rate: 25 } as const;

export const millisecondsPerFrame = 1000 / frame.rate;

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export const bar: Box = { x: 0, y: 664, width: frame.width, height: 56 };

const margin = 16;
const alone: Box = { x: 50, y: 0, width: 1180, height: 664 };
const beside: Box = { x: margin, y: 57, width: 976, height: 550 };
const small = { width: 256, height: 144 };

/** How many pictures fit beside the large one. */
export const smallPlaces = 4;

/** Where the large picture stands, and the small ones in a column at its right. */
export function placesFor(smallCount: number): { large: Box; small: Box[] } {
	const count = Math.min(smallCount, smallPlaces);
	const height = count * (small.height + margin) - margin;
	const top = Math.min(beside.y, bar.y - margin - height);
	return {
		large: count === 0 ? alone : beside,
		small: Array.from({ length: count }, (_, index) => ({
			x: frame.width - margin - small.width,
			y: top + index * (small.height + margin),
			...small
		}))
	};
}

export function toFrame(milliseconds: number): number {
	return Math.round(milliseconds / millisecondsPerFrame);
}
