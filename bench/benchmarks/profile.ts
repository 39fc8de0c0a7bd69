// What a chaired meeting sends to every site: who has the floor large, the chair small, and both heard.
import type { Stream } from '../generator/orders.ts';

export const speaker: Stream[] = [
	{ source: 'camera', width: 960, quality: { framesPerSecond: 30, kilobits: 1500, grain: 20 } },
	{ source: 'microphone' }
];

export const chair: Stream[] = [
	{ source: 'camera', width: 480, quality: { framesPerSecond: 30, kilobits: 400, grain: 20 } },
	{ source: 'microphone' }
];

/** Enough to see that a site receives; what is measured is how it got there. */
export const faint: Stream[] = [
	{ source: 'camera', width: 320, quality: { framesPerSecond: 15, kilobits: 300, grain: 0 } },
	{ source: 'microphone' }
];

/** Both, as plain RTP for servers that take it so. */
export const stage: Stream[] = [...speaker, ...chair];

export const thumbnailsPerSecond = 15;
export const thumbnail: Stream = {
	source: 'camera',
	width: 160,
	quality: { framesPerSecond: thumbnailsPerSecond, kilobits: 100, grain: 0 }
};

export const kindsOf = (streams: readonly Stream[]): ('audio' | 'video')[] =>
	streams.map(({ source }) => (source === 'camera' ? 'video' : 'audio'));
