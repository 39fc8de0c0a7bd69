// One ffmpeg that writes one part.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#lib/server/platform/log.ts';
import { captureArguments } from './arguments.ts';
import { untilListening } from './listening.ts';

/** Milliseconds. */
const opensWithin = 5000;
const closesWithin = 3000;
const secondSignalAfter = 150;

export class Writer {
	readonly #process: ChildProcess;
	/** Resolves when ffmpeg is gone, for whatever reason. */
	readonly ended: Promise<void>;
	#running = true;

	private constructor(process: ChildProcess) {
		this.#process = process;
		this.ended = once(process, 'close').then(
			() => this.#markEnded(),
			() => this.#markEnded()
		);
	}

	/** Resolves when ffmpeg listens: what is sent from then on is written. */
	static async start(given: {
		ffmpeg: string;
		file: string;
		sdp: string;
		port: number;
		log: Log;
	}): Promise<Writer> {
		const { ffmpeg, file, sdp, port, log } = given;
		const process = spawn(ffmpeg, captureArguments(file), { stdio: ['pipe', 'ignore', 'pipe'] });
		createInterface({ input: process.stderr }).on('line', (line) => log.debug({ ffmpeg: line }, 'ffmpeg'));
		// A process that could not be started reports that by `close`, too; a broken pipe says nothing more.
		process.on('error', (error) => log.error({ err: error }, 'ffmpeg could not be started'));
		process.stdin.on('error', () => undefined);
		const writer = new Writer(process);
		process.stdin.end(sdp);
		await writer.#untilListening(port);
		return writer;
	}

	get running(): boolean {
		return this.#running;
	}

	/**
	 * Closes the file. SIGINT lets ffmpeg write its last cluster and the index, but it wakes up only with the next
	 * packet; the second one wakes it where no packet comes any more.
	 */
	async stop(): Promise<void> {
		if (await this.#endsOn('SIGINT', secondSignalAfter)) return;
		if (await this.#endsOn('SIGINT', closesWithin)) return;
		this.#process.kill('SIGKILL');
		await this.ended;
	}

	async #endsOn(signal: NodeJS.Signals, within: number): Promise<boolean> {
		if (this.#running) this.#process.kill(signal);
		const ended = this.ended.then(() => true);
		return Promise.race([ended, pause(within, false, { ref: false })]);
	}

	async #untilListening(port: number): Promise<void> {
		const giveUp = new AbortController();
		const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(opensWithin)]);
		void this.ended.then(() => giveUp.abort());
		try {
			await untilListening([port, port + 1], signal);
		} catch (cause) {
			await this.stop();
			throw new Error('ffmpeg does not listen', { cause });
		}
	}

	#markEnded(): void {
		this.#running = false;
	}
}
