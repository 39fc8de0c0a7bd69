import { expect, it } from 'vitest';
import { faultsOf, type Probe } from './result.ts';

const good: Probe = {
	streams: [
		{ codec_type: 'video', codec_name: 'h264', width: 1280, height: 720 },
		{ codec_type: 'audio', codec_name: 'aac', sample_rate: '48000' }
	],
	format: { duration: 60.02 },
	chapters: [{}, {}]
};
const expected = { duration: 60_000, chapters: 2, video: true };

it('finds no fault in what was meant', () => {
	expect(faultsOf(good, expected)).toEqual([]);
});

it.each([
	['a wrong length', { format: { duration: 59 } }],
	['missing chapters', { chapters: [] }],
	['no sound', { streams: good.streams.slice(0, 1) }],
	['no picture', { streams: good.streams.slice(1) }],
	['another size', { streams: good.streams.map((stream) => ({ ...stream, width: 640 })) }]
])('names %s', (_, change) => {
	expect(faultsOf({ ...good, ...change }, expected)).not.toEqual([]);
});

it('expects no picture in the audio file', () => {
	expect(faultsOf({ ...good, streams: good.streams.slice(1) }, { ...expected, video: false })).toEqual([]);
});
