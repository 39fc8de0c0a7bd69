// One ffmpeg that writes one part.
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#lib/server/platform/log.ts';
import { captureArguments } from './arguments.ts';
import { untilListening } from './listening.ts';
import { captureAddress } from './sdp.ts';

/** Milliseconds. */
const opensWithin = 15_000;
const finishesWithin = 1500;
const obeysWithin = 1000;

export class Writer {
	readonly #process: ChildProcess;
	readonly #port: number;
	/** Resolves when ffmpeg is gone, for whatever reason. */
	readonly ended: Promise<void>;
	#running = true;

	private constructor(process: ChildProcess, port: number) {
		this.#process = process;
		this.#port = port;
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
		const writer = new Writer(process, port);
		process.stdin.end(sdp);
		await writer.#untilListening();
		return writer;
	}

	get running(): boolean {
		return this.#running;
	}

	/** Closes the file. `bye` ends the track; what does not hear it is interrupted, and then killed. */
	async stop(bye?: Buffer): Promise<void> {
		if (bye && (await this.#endsWithin(finishesWithin, () => sendTo(this.#port, bye)))) return;
		if (await this.#endsWithin(obeysWithin, () => this.#process.kill('SIGINT'))) return;
		// ffmpeg looks at a first signal between two packets, at a second one at once.
		if (await this.#endsWithin(obeysWithin, () => this.#process.kill('SIGINT'))) return;
		this.kill();
		await this.ended;
	}

	/** What was written so far stays good. */
	kill(): void {
		this.#process.kill('SIGKILL');
	}

	async #endsWithin(milliseconds: number, ask: () => unknown): Promise<boolean> {
		if (this.#running) ask();
		const ended = this.ended.then(() => true);
		return Promise.race([ended, pause(milliseconds, false, { ref: false })]);
	}

	async #untilListening(): Promise<void> {
		const giveUp = new AbortController();
		const signal = AbortSignal.any([giveUp.signal, AbortSignal.timeout(opensWithin)]);
		void this.ended.then(() => giveUp.abort());
		try {
			await untilListening([this.#port, this.#port + 1], signal);
		} catch (cause) {
			await this.stop();
			throw new Error('ffmpeg does not listen', { cause });
		}
	}

	#markEnded(): void {
		this.#running = false;
	}
}

/** To the port of the media, where it is read after all that was sent before it. */
function sendTo(port: number, packet: Buffer): void {
	const socket = createSocket('udp4');
	socket.send(packet, port, captureAddress, () => socket.close());
}
