import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { jpegSize } from './jpeg.ts';
import { largestStillHeight, largestStillWidth, still } from './wall.ts';

// `ffmpeg -f lavfi -i color=gray:s=16x8 -frames:v 1 grey.jpg`
const real = Uint8Array.from(
	Buffer.from(
		'/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgI' +
			'CAgJCQoKCgwMCwsODg4RERT/xABKAAEAAAAAAAAAAAAAAAAAAAAAAQEAAAAAAAAAAAAAAAAAAAAAEAEAAAAAAAAAAAAAAAAAAAAAEQEAAAAAAAAAAAAAAAAAAAAA' +
			'/8AAEQgACAAQAwEiAAIRAAMRAP/aAAwDAQACEQMRAD8AAA//2Q==',
		'base64'
	)
);
const frameLength = 2 + 17;
/** Where the frame's header begins. */
const frame = real.findIndex((byte, at) => byte === 0xff && real[at + 1] === 0xc0);

const without = (from: number, to: number) => Uint8Array.from([...real.slice(0, from), ...real.slice(to)]);
const withBytes = (at: number, ...bytes: number[]) => {
	const changed = real.slice();
	changed.set(bytes, at);
	return changed;
};
const sized = (width: number, height: number) =>
	withBytes(frame + 5, height >> 8, height & 0xff, width >> 8, width & 0xff);
/** The same numbers on every run. */
function* dice(seed: number): Generator<number, never> {
	for (let state = seed; ;) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		yield state / 2 ** 32;
	}
}

describe('the size of a JPEG', () => {
	test('is read from its frame', () => {
		expect(jpegSize(real)).toEqual({ width: 16, height: 8 });
		expect(jpegSize(sized(65_535, 40_000))).toEqual({ width: 65_535, height: 40_000 });
	});

	test('is read from a picture that stands in a larger buffer, and behind filling bytes', () => {
		const buffer = new Uint8Array(real.length + 10);
		buffer.set(real, 7);
		expect(jpegSize(buffer.subarray(7, 7 + real.length))).toEqual({ width: 16, height: 8 });
		const filled = Uint8Array.from([...real.slice(0, frame), 0xff, 0xff, ...real.slice(frame)]);
		expect(jpegSize(filled)).toEqual({ width: 16, height: 8 });
	});

	test.each([
		['nothing', new Uint8Array()],
		['begin and end only', Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])],
		['cut off', real.slice(0, -1)],
		['without its frame', without(frame, frame + frameLength)],
		['with its frame twice', Uint8Array.from([...real.slice(0, frame + frameLength), ...real.slice(frame)])],
		['whose height is told later', sized(16, 0)],
		['without a width', sized(0, 8)],
		['with a segment longer than the picture', withBytes(frame + 2, 0xff, 0xff)],
		['with a segment shorter than its own length', withBytes(frame + 2, 0, 1)],
		['with a frame of no size', withBytes(frame + 2, 0, 7)],
		['of a kind that browsers do not know', withBytes(frame + 1, 0xc3)],
		['with another picture inside', withBytes(frame + 1, 0xd8)]
	])('is not known of one that is %s', (_, bytes) => expect(jpegSize(bytes)).toBeUndefined());

	test('of broken ones is never wrong without being refused, and never takes the process down', () => {
		const random = dice(7);
		const below = (limit: number) => Math.floor(random.next().value * limit);
		for (let round = 0; round < 20_000; round++) {
			const broken = round % 2 === 0 ? real.slice() : real.slice(0, below(real.length + 1));
			for (let hits = below(6); hits >= 0 && broken.length > 0; hits--)
				broken[below(broken.length)] = below(256);
			const size = jpegSize(broken);
			if (size === undefined) continue;
			for (const side of [size.width, size.height]) {
				expect(Number.isInteger(side) && side > 0 && side < 65_536, Buffer.from(broken).toString('hex')).toBe(
					true
				);
			}
		}
	});
});

describe('a still', () => {
	test('is a JPEG of at most the size of a card', () => {
		const largest = sized(largestStillWidth, largestStillHeight);
		expect(v.parse(still, largest)).toBe(largest);
	});

	test.each([
		[largestStillWidth + 1, 100],
		[100, largestStillHeight + 1],
		[65_535, 65_535]
	])('is not one that decodes to %i×%i', (width, height) => {
		expect(v.safeParse(still, sized(width, height)).success).toBe(false);
	});
});
