// Stills as a page would send them, and what a page says of its line.
import type { LineReport } from '../../../src/lib/protocol/wall.ts';

const scan = [0xff, 0xda, 0, 2];
/** Where the picture itself begins. */
export const pictureAt = 2 + 10 + scan.length;

/** So many bytes with a JPEG's frame and end; what is in its scan nobody here looks at. */
export function jpegOf(bytes: number, filling = 0, [width, height] = [192, 108]): Uint8Array<ArrayBuffer> {
	const picture = new Uint8Array(bytes).fill(filling);
	const sizes = [height >> 8, height & 0xff, width >> 8, width & 0xff];
	picture.set([0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, ...sizes, 1, ...scan], 0);
	picture.set([0xff, 0xd9], bytes - 2);
	return picture;
}

export const smallJpeg = jpegOf(64);

export const someReport: LineReport = {
	browser: 'Chrome 156, Windows',
	camera: 'HD Webcam',
	microphone: null,
	delay: 40,
	lossIn: 0,
	lossOut: null,
	bitrateIn: 1_500_000,
	bitrateOut: null
};
