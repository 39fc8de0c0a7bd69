// The pool of media workers, one for each core. Whichever dies or hangs is replaced.
import { EventEmitter, once } from 'node:events';
import type { types } from 'mediasoup';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { bufferShortages } from './socket-buffers.ts';
import { MediaWorker, type WorkerSettings } from './worker.ts';

export interface PoolSettings extends WorkerSettings {
	rtcWorkers: number;
}

/** Where media lives. */
export interface Place {
	router: types.Router;
	webRtcServer: types.WebRtcServer;
}

// A worker that dies at once each time must not be started a thousand times a second.
const restartDelay = 200;
const longestWait = 5000;

export class Workers {
	readonly #settings: PoolSettings;
	readonly #log: Log;
	readonly #slots: (MediaWorker | undefined)[] = [];
	readonly #changes = new EventEmitter<{ filled: [] }>();
	#closed = false;

	private constructor(settings: PoolSettings, log: Log) {
		this.#settings = settings;
		this.#log = log;
	}

	static async start(settings: PoolSettings, log: Log): Promise<Workers> {
		const workers = new Workers(settings, log);
		for (const shortage of await bufferShortages()) {
			log.warn(shortage, `socket buffers are too small for a large meeting: ${shortage.remedy}`);
		}
		const indices = Array.from({ length: settings.rtcWorkers }, (_, index) => index);
		try {
			await Promise.all(indices.map((index) => workers.#fill(index)));
		} catch (error) {
			workers.close();
			throw error;
		}
		return workers;
	}

	/** A router on the worker with the most room; waits for a worker that is being replaced. */
	async place(): Promise<Place & { worker: MediaWorker }> {
		const worker = this.freest() ?? (await this.#nextFilled());
		try {
			const router = await worker.createRouter();
			return { router, webRtcServer: worker.webRtcServer, worker };
		} catch (error) {
			// It was hanging already, or died just now: another one will do.
			if (worker.alive || this.#closed) throw error;
			return this.place();
		}
	}

	/** The one that can carry most, even if that is nothing. */
	freest(): MediaWorker | undefined {
		return this.alive.toSorted((a, b) => b.allowance.spare - a.allowance.spare || a.rooms - b.rooms)[0];
	}

	get alive(): MediaWorker[] {
		return this.#slots.flatMap((worker) => (worker?.alive ? [worker] : []));
	}

	/** Resolves when no worker is being replaced, or when that takes too long. */
	async settled(): Promise<void> {
		const signal = AbortSignal.timeout(longestWait);
		while (this.alive.length < this.#settings.rtcWorkers && !signal.aborted) {
			await once(this.#changes, 'filled', { signal }).catch(() => undefined);
		}
	}

	async #nextFilled(): Promise<MediaWorker> {
		const signal = AbortSignal.timeout(longestWait);
		try {
			await once(this.#changes, 'filled', { signal });
		} catch (cause) {
			throw new CodedError('unavailable', { cause });
		}
		return this.freest() ?? this.#nextFilled();
	}

	close(): void {
		this.#closed = true;
		for (const worker of this.#slots) worker?.close();
	}

	async #fill(index: number): Promise<void> {
		const died = (error: Error) => this.#replace(index, error);
		const worker = await MediaWorker.start(index, this.#settings, this.#log, died);
		if (this.#closed) {
			worker.close();
			return;
		}
		this.#slots[index] = worker;
		this.#changes.emit('filled');
	}

	#replace(index: number, error: Error): void {
		this.#slots[index] = undefined;
		if (this.#closed) return;
		this.#log.error({ worker: index, err: error }, 'media worker died');
		this.#refill(index);
	}

	#refill(index: number): void {
		this.#fill(index).catch((error: unknown) => {
			if (this.#closed) return;
			this.#log.error({ worker: index, err: error }, 'media worker could not be replaced');
			setTimeout(() => this.#refill(index), restartDelay);
		});
	}
}
