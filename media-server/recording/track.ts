// One producer while it is recorded: parts, one after the other, whatever happens to ffmpeg.
import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { types } from 'mediasoup';
import type { Log } from '#lib/server/platform/log.ts';
import type { PartEnd } from '../rooms/recorder.ts';
import { Part } from './part.ts';
import type { PortPairs } from './ports.ts';
import { requireSpace } from './space.ts';

/** The part's entry in the record. */
export interface Entry {
	file: string;
	started(at: Date): void;
	/** `size` is undefined when there is no file. */
	ended(reason: PartEnd, size: number | undefined): void;
}

export interface TrackGiven {
	router: types.Router;
	producer: types.Producer;
	ffmpeg: string;
	ports: PortPairs;
	/** Milliseconds after which a new part begins. */
	partLength: number;
	log: Log;
	addEntry: () => Promise<Entry>;
	/** Whether this track is being recorded. */
	onChange: (recorded: boolean) => void;
}

type OpenPart = {
	/** Its first packet has come. */
	begun: Promise<void>;
	/** Why it must end; it goes on until `close`. */
	over: Promise<PartEnd>;
	/** Resolves when the file is closed, which waits for `after`. */
	close(reason: PartEnd, after?: Promise<void>): Promise<void>;
};

/** Milliseconds. */
const retryAfter = 500;
const longestRetry = 10_000;
/** A writer that lives shorter is a sick one, and the next is not started at once. */
const healthyLife = 10_000;

export class Track {
	readonly #given: TrackGiven;
	readonly #ending = new AbortController();
	readonly #stopped: Promise<unknown>;
	readonly #running: Promise<void>;
	readonly #closings: Promise<void>[] = [];
	#reason: PartEnd = 'stage-left';

	constructor(given: TrackGiven) {
		this.#given = given;
		this.#stopped = once(this.#ending.signal, 'abort');
		this.#running = this.#run();
	}

	/** Resolves when all its files are closed. */
	stop(reason: PartEnd): Promise<void> {
		if (!this.#ending.signal.aborted) {
			this.#reason = reason;
			this.#ending.abort();
		}
		return this.#running;
	}

	async #run(): Promise<void> {
		const { signal } = this.#ending;
		let full: OpenPart | undefined;
		for (let failures = 0; !signal.aborted;) {
			const openedAt = performance.now();
			try {
				const part = await this.#openPart();
				// The full part goes on until the next one has its first packet, so that nothing is lost between them.
				if (full) this.#close(full, 'rotated', part.begun);
				full = undefined;
				const reason = await part.over;
				if (reason === 'rotated') full = part;
				else this.#close(part, reason);
				if (reason !== 'failed') failures = 0;
				else throw new Error('ffmpeg has ended by itself');
			} catch (error) {
				if (signal.aborted) break;
				if (performance.now() - openedAt > healthyLife) failures = 0;
				await this.#recover(error, failures++);
			}
		}
		if (full) this.#close(full, this.#reason);
		await Promise.all(this.#closings);
	}

	async #recover(error: unknown, failures: number): Promise<void> {
		const { log, onChange } = this.#given;
		log.error({ err: error, failures }, 'a track is not recorded');
		onChange(false);
		const delay = Math.min(longestRetry, retryAfter * 2 ** failures);
		await pause(delay, undefined, { signal: this.#ending.signal }).catch(() => undefined);
	}

	#close(part: OpenPart, reason: PartEnd, after?: Promise<void>): void {
		const failed = (error: unknown) => this.#given.log.error({ err: error }, 'a part was not closed well');
		this.#closings.push(part.close(reason, after).catch(failed));
	}

	async #openPart(): Promise<OpenPart> {
		const { router, producer, ffmpeg, ports, log, partLength } = this.#given;
		const entry = await this.#given.addEntry();
		const { file } = entry;
		const begun = Promise.withResolvers<void>();
		const onFirstPacket = (at: Date) => {
			entry.started(at);
			begun.resolve();
			this.#given.onChange(true);
		};
		let part: Part;
		try {
			await mkdir(dirname(file), { recursive: true });
			await requireSpace(dirname(file));
			part = await Part.open({ router, producer, ffmpeg, file, ports, log, onFirstPacket });
		} catch (error) {
			entry.ended(this.#ending.signal.aborted ? this.#reason : 'failed', await sizeOf(file));
			throw error;
		}
		const over: Promise<PartEnd> = Promise.race([
			part.ended.then(() => 'failed' as const),
			// A part in which nothing is yet, because the camera is off, needs no successor.
			begun.promise.then(() => pause(partLength, 'rotated' as const, { ref: false })),
			this.#stopped.then(() => this.#reason)
		]);
		const close = async (reason: PartEnd, after?: Promise<void>) => {
			await Promise.race([after, part.ended, this.#stopped]);
			await part.stop();
			entry.ended(reason, await sizeOf(file));
		};
		return { begun: begun.promise, over, close };
	}
}

async function sizeOf(file: string): Promise<number | undefined> {
	try {
		return (await stat(file)).size;
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
		throw cause;
	}
}
