// The one place where the archivist starts ffmpeg and ffprobe.
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Log } from '#lib/server/platform/log.ts';

export interface RunOptions {
	/** Path of the program, from `ffmpegPaths`. */
	program: string;
	/** File names in the arguments are relative to it: text and font files then need no escaping in filters. */
	cwd: string;
	signal: AbortSignal;
	log: Log;
}

export interface FfmpegOptions extends RunOptions {
	/** Milliseconds of output that are written. */
	onProgress?: (ms: number) => void;
}

export class FfmpegError extends Error {
	readonly exitCode: number | null;
	/** The last lines that the program wrote about its trouble. */
	readonly lines: readonly string[];

	constructor(exitCode: number | null, lines: readonly string[]) {
		super(`ffmpeg ended with ${exitCode}: ${lines.at(-1) ?? 'no message'}`);
		this.name = 'FfmpegError';
		this.exitCode = exitCode;
		this.lines = lines;
	}

	get diskFull(): boolean {
		return this.lines.some((line) => line.includes('No space left on device'));
	}
}

const kept = 20;
const patience = 3_000;

export async function runFfmpeg(args: readonly string[], options: FfmpegOptions): Promise<void> {
	const head = ['-hide_banner', '-nostdin', '-y', '-v', 'error', '-progress', 'pipe:1', '-nostats'];
	const { exitCode, lines } = await run([...head, ...args], options, (line) => {
		const micros = /^out_time_us=(\d+)$/.exec(line)?.[1];
		if (micros !== undefined) options.onProgress?.(Number(micros) / 1000);
	});
	if (exitCode !== 0) throw new FfmpegError(exitCode, lines);
	if (lines.length > 0) options.log.debug({ lines }, 'ffmpeg had remarks');
}

/** Answers what ffprobe complained about; a broken tail is a complaint, not a failure. */
export async function runFfprobe(
	args: readonly string[],
	options: RunOptions,
	onLine: (line: string) => void
): Promise<readonly string[]> {
	const { lines } = await run(['-hide_banner', '-v', 'error', ...args], options, onLine);
	return lines;
}

async function run(args: readonly string[], options: RunOptions, onLine: (line: string) => void) {
	options.signal.throwIfAborted();
	const child = spawn(options.program, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code));
	});
	// A meeting on the same machine comes first.
	if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
	let killing: NodeJS.Timeout | undefined;
	const stop = () => {
		child.kill('SIGINT');
		killing = setTimeout(() => child.kill('SIGKILL'), patience);
	};
	options.signal.addEventListener('abort', stop, { once: true });
	const lines: string[] = [];
	createInterface({ input: child.stdout }).on('line', onLine);
	createInterface({ input: child.stderr }).on('line', (line) => {
		lines.push(line);
		if (lines.length > kept) lines.shift();
	});
	try {
		const exitCode = await ended;
		options.signal.throwIfAborted();
		return { exitCode, lines };
	} finally {
		options.signal.removeEventListener('abort', stop);
		clearTimeout(killing);
	}
}
