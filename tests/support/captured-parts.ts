// Parts as the capture leaves them, made by ffmpeg: VP8 or Opus in Matroska, one plain colour or one tone each.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpegPaths } from '../../src/lib/server/platform/ffmpeg-path.ts';

const run = promisify(execFile);
export const tools = ffmpegPaths({});

const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '300k', '-g', '60'];

export interface Stretch {
	seconds: number;
	/** Picture of this colour and size; a stretch without one is a gap. */
	colour?: string;
	size?: string;
	/** Tone in hertz; a stretch without one is a gap. */
	tone?: number;
}

/** Writes a part whose packets have the stretches' times, gaps included. */
export async function writePart(file: string, stretches: readonly Stretch[]): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	const folder = await mkdtemp(join(tmpdir(), 'part-'));
	try {
		const pieces: string[] = [];
		for (const [index, stretch] of stretches.entries()) {
			if (stretch.colour === undefined && stretch.tone === undefined) continue;
			const piece = `${index}.mkv`;
			await run(tools.ffmpeg, ['-v', 'error', ...sourceOf(stretch), join(folder, piece)]);
			const gap = stretches[index + 1];
			const isGap = gap !== undefined && gap.colour === undefined && gap.tone === undefined;
			pieces.push(`file ${piece}\nduration ${stretch.seconds + (isGap ? gap.seconds : 0)}\n`);
		}
		await writeFile(join(folder, 'list.txt'), pieces.join(''));
		await run(tools.ffmpeg, [
			'-v',
			'error',
			'-y',
			'-f',
			'concat',
			'-i',
			join(folder, 'list.txt'),
			'-c',
			'copy',
			file
		]);
	} finally {
		await rm(folder, { recursive: true });
	}
}

function sourceOf({ seconds, colour, size = '640x360', tone }: Stretch): string[] {
	return tone === undefined
		? ['-f', 'lavfi', '-i', `color=${colour}:s=${size}:r=15:d=${seconds}`, ...vp8]
		: ['-f', 'lavfi', '-i', `sine=f=${tone}:r=48000:d=${seconds}`, '-c:a', 'libopus', '-b:a', '32k'];
}

/** Average colour of a piece of one frame. */
export async function colourAt(
	video: string,
	second: number,
	box: { x: number; y: number; width: number; height: number }
): Promise<{ red: number; green: number; blue: number }> {
	const crop = `crop=${box.width}:${box.height}:${box.x}:${box.y},scale=1:1:flags=area`;
	const { stdout } = await run(
		tools.ffmpeg,
		[
			...['-v', 'error', '-ss', String(second), '-i', video, '-frames:v', '1', '-vf', crop],
			...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']
		],
		{ encoding: 'buffer' }
	);
	const [red = 0, green = 0, blue = 0] = stdout;
	return { red, green, blue };
}

/** Mean volume in decibels of a stretch, of the tones around one frequency. */
export async function volumeAt(file: string, from: number, seconds: number, tone: number): Promise<number> {
	const band = `bandpass=f=${tone}:width_type=h:w=60`;
	const filter = [band, band, band, 'volumedetect'].join(',');
	const { stderr } = await run(tools.ffmpeg, [
		...['-hide_banner', '-nostats', '-ss', String(from), '-t', String(seconds), '-i', file],
		...['-vn', '-af', filter, '-f', 'null', '-']
	]);
	const mean = /mean_volume: (-?[\d.]+|-inf) dB/.exec(stderr)?.[1];
	if (mean === undefined) throw new Error(`no volume in ${stderr}`);
	return mean === '-inf' ? -Infinity : Number(mean);
}

export interface ProbedChapter {
	title: string;
	start: number;
	end: number;
}

export async function chaptersIn(file: string): Promise<ProbedChapter[]> {
	const { stdout } = await run(tools.ffprobe, ['-v', 'error', '-show_chapters', '-of', 'json', file]);
	const { chapters } = JSON.parse(stdout) as {
		chapters: { start_time: string; end_time: string; tags: { title: string } }[];
	};
	return chapters.map(({ start_time, end_time, tags }) => ({
		title: tags.title,
		start: Number(start_time),
		end: Number(end_time)
	}));
}
