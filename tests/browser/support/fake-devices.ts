// A camera of one colour and a microphone of one tone for each site, so that a picture or a sound found anywhere
// (another page, the recording) tells without doubt whose it is.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ffmpegPaths } from '#lib/server/platform/ffmpeg-path.ts';

export type Look = { name: string; rgb: readonly [number, number, number]; hertz: number };

export const looks = {
	chair: { name: 'chair', rgb: [30, 60, 200], hertz: 440 },
	first: { name: 'first', rgb: [200, 40, 40], hertz: 880 },
	second: { name: 'second', rgb: [40, 170, 60], hertz: 1320 },
	secretary: { name: 'secretary', rgb: [200, 180, 40], hertz: 660 }
} as const satisfies Record<string, Look>;

export const ffmpeg = ffmpegPaths({});

/** Makes the files and answers the flags that give them to Chromium as camera and microphone. */
export function deviceArguments(look: Look, folder: string): string[] {
	const camera = join(folder, `${look.name}.y4m`);
	const microphone = join(folder, `${look.name}.wav`);
	const color = `0x${look.rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
	// A moving white square: decoders skip frames that do not change, and a frozen picture must be told from a live one.
	// Ten a second, which Chromium takes from the file: it plays MJPEG at thirty, and four browsers fill two processors.
	const picture = `color=${color}:s=640x360:r=10:d=2[b];color=white:s=40x40:r=10:d=2[s];[b][s]overlay=x='t*300':y=20`;
	make(['-filter_complex', picture, '-pix_fmt', 'yuv420p', camera]);
	make([
		'-f',
		'lavfi',
		'-i',
		`sine=frequency=${look.hertz}:duration=10:sample_rate=48000`,
		'-ac',
		'2',
		microphone
	]);
	return [`--use-file-for-fake-video-capture=${camera}`, `--use-file-for-fake-audio-capture=${microphone}`];
}

function make(args: string[]): void {
	const result = spawnSync(ffmpeg.ffmpeg, ['-y', '-v', 'error', ...args], { encoding: 'utf8' });
	if (result.status !== 0) throw new Error(`ffmpeg: ${result.stderr}`);
}
