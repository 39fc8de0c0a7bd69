// Stills as a page would send them, and what a page says of its line.
import type { LineReport } from '../../../src/lib/protocol/wall.ts';

/** So many bytes that begin and end as a JPEG does; what is between them nobody here looks at. */
export function jpegOf(bytes: number, filling = 0): Uint8Array<ArrayBuffer> {
	const picture = new Uint8Array(bytes).fill(filling);
	picture.set([0xff, 0xd8, 0xff], 0);
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
