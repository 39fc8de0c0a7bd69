// Is what was made what was meant? Nothing is called ready before this has looked at it.
import * as v from 'valibot';
import { runFfprobe, type RunOptions } from './ffmpeg.ts';
import { frame } from './frame.ts';

const probe = v.object({
	streams: v.array(
		v.looseObject({
			codec_type: v.string(),
			codec_name: v.optional(v.string()),
			width: v.optional(v.number()),
			height: v.optional(v.number()),
			sample_rate: v.optional(v.string())
		})
	),
	format: v.object({ duration: v.pipe(v.string(), v.transform(Number), v.finite()) }),
	chapters: v.array(v.unknown())
});

export type Probe = v.InferOutput<typeof probe>;

export interface Expected {
	/** Milliseconds. */
	duration: number;
	chapters: number;
	video: boolean;
}

// AAC frames and the last video frame may stand out a little.
const tolerance = 250;

export async function probeFile(file: string, options: RunOptions): Promise<Probe> {
	const lines: string[] = [];
	const show = ['-show_streams', '-show_format', '-show_chapters', '-of', 'json'];
	await runFfprobe([...show, file], options, (line) => lines.push(line));
	return v.parse(probe, JSON.parse(lines.join('\n')));
}

/** What is wrong with it; empty when nothing is. */
export function faultsOf(found: Probe, expected: Expected): string[] {
	const video = found.streams.find((stream) => stream.codec_type === 'video');
	const audio = found.streams.find((stream) => stream.codec_type === 'audio');
	const faults: string[] = [];
	if (audio?.codec_name !== 'aac') faults.push(`sound is ${audio?.codec_name}`);
	if (audio?.sample_rate !== '48000') faults.push(`sample rate is ${audio?.sample_rate}`);
	if (expected.video) {
		if (video?.codec_name !== 'h264') faults.push(`video is ${video?.codec_name}`);
		if (video?.width !== frame.width || video.height !== frame.height) {
			faults.push(`size is ${video?.width}x${video?.height}`);
		}
	}
	if (Math.abs(found.format.duration * 1000 - expected.duration) > tolerance) {
		faults.push(`duration is ${found.format.duration} s instead of ${expected.duration / 1000} s`);
	}
	if (found.chapters.length !== expected.chapters) faults.push(`${found.chapters.length} chapters`);
	return faults;
}
