// What ffprobe says about a recorded part.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { ffmpegPaths } from '../../../src/lib/server/platform/ffmpeg-path.ts';

const run = promisify(execFile);
export const tools = ffmpegPaths({ ffmpegBin: process.env.FFMPEG_BIN, ffprobeBin: process.env.FFPROBE_BIN });

const probed = v.object({
	streams: v.array(
		v.object({
			codec_name: v.string(),
			width: v.optional(v.number()),
			nb_read_frames: v.pipe(v.string(), v.transform(Number))
		})
	),
	packets: v.array(v.object({ pts_time: v.pipe(v.string(), v.transform(Number)) }))
});

export interface Probed {
	codec: string;
	width: number | undefined;
	/** Frames that could be decoded. */
	frames: number;
	/** Seconds from the first packet to the last. */
	seconds: number;
}

/** Decodes the whole file: a part that only looks like one fails here. */
export async function probe(file: string): Promise<Probed> {
	const show = ['-show_entries', 'stream=codec_name,width,nb_read_frames:packet=pts_time'];
	const { stdout, stderr } = await run(
		tools.ffprobe,
		['-v', 'error', '-count_frames', ...show, '-of', 'json', file],
		{ maxBuffer: 64 * 1024 * 1024 }
	);
	if (stderr.trim() !== '') throw new Error(`${file}: ${stderr}`);
	const { streams, packets } = v.parse(probed, JSON.parse(stdout));
	const [stream] = streams;
	if (stream === undefined) throw new Error(`${file} has no stream`);
	const times = packets.map((packet) => packet.pts_time);
	return {
		codec: stream.codec_name,
		width: stream.width,
		frames: stream.nb_read_frames,
		seconds: Math.max(...times) - Math.min(...times)
	};
}

/** The widths of the pictures in a file, each once, in the order in which they come. */
export async function widths(file: string): Promise<number[]> {
	const show = ['-select_streams', 'v', '-show_entries', 'frame=width', '-of', 'csv=p=0'];
	const { stdout } = await run(tools.ffprobe, ['-v', 'error', ...show, file]);
	return [...new Set(stdout.match(/\d+/g)?.map(Number))];
}
