// The arguments that mix all microphones and the sound of shared screens. Pure.
// Sound is mixed in windows of plain samples, which join without a seam, and encoded once.
import { createHash } from 'node:crypto';
import type { Span } from './scenes.ts';

export const sampleRate = 48_000;
const windowLength = 300_000;

export interface SoundSource {
	file: string;
	/** Milliseconds from second 0 of the recording to the file's first packet. */
	offset: number;
	duration: number;
}

export interface SoundWindow {
	key: string;
	args: string[];
	samples: number;
}

export function soundWindows(sources: readonly SoundSource[], duration: number): SoundWindow[] {
	const count = Math.max(1, Math.ceil(duration / windowLength));
	return Array.from({ length: count }, (_, index) => {
		const from = index * windowLength;
		return soundWindow(sources, { from, to: Math.min(duration, from + windowLength) });
	});
}

function soundWindow(sources: readonly SoundSource[], window: Span): SoundWindow {
	const heard = sources.filter((s) => s.offset < window.to && s.offset + s.duration > window.from);
	const samples = Math.round(((window.to - window.from) * sampleRate) / 1000);
	const inputs = heard.flatMap(({ file, offset, duration }) => {
		const seek = Math.max(0, window.from - offset);
		const length = Math.min(duration - seek, window.to - Math.max(window.from, offset));
		return ['-ss', (seek / 1000).toFixed(3), '-t', (length / 1000).toFixed(3), '-i', file];
	});
	const chains = heard.map(({ offset }, index) => {
		const delay = Math.max(0, Math.round(offset - window.from));
		// Gaps of a paused microphone become silence instead of moving what follows.
		const even = `aresample=${sampleRate}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=mono`;
		return `[${index}:a:0]${even},adelay=${delay}:all=1[sound${index}]`;
	});
	const labels = heard.map((_, index) => `[sound${index}]`).join('');
	const mix =
		heard.length === 0
			? `anullsrc=r=${sampleRate}:cl=mono`
			: `${labels}amix=inputs=${heard.length}:duration=longest:normalize=0,alimiter=limit=0.95:level=disabled`;
	const whole = `apad=whole_len=${samples},atrim=end_sample=${samples}[out]`;
	const args = [
		...inputs,
		...['-filter_complex', [...chains, `${mix},${whole}`].join(';'), '-map', '[out]'],
		...['-f', 's16le', '-c:a', 'pcm_s16le']
	];
	const key = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 24);
	return { key, args, samples };
}

/** The small file for weak lines; the video takes its sound from it by copying. */
export function audioArgs(windowFiles: readonly string[], chaptersFile: string, output: string): string[] {
	return [
		...['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', `concat:${windowFiles.join('|')}`],
		...['-i', chaptersFile, '-map', '0:a', '-map_metadata', '1', '-map_chapters', '1'],
		...['-c:a', 'aac', '-b:a', '80k', '-movflags', '+faststart', '-f', 'ipod', output]
	];
}
