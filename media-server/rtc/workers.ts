// The pool of media workers: one process per core, each with one UDP and one TCP port for all its rooms.
import { EventEmitter, once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { isLoopback } from '#lib/server/platform/config.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { mediaCodecs } from './codecs.ts';
import { bufferShortages, wantedBuffer } from './socket-buffers.ts';

export interface WorkerSettings {
	rtcPort: number;
	rtcAddress: string;
	rtcWorkers: number;
	workerBin?: string | undefined;
}

/** Where a room's media lives. */
export interface Place {
	router: types.Router;
	webRtcServer: types.WebRtcServer;
	workerPid: number;
}

interface Slot {
	worker: types.Worker;
	webRtcServer: types.WebRtcServer;
	rooms: number;
}

// A worker that dies at once each time must not be started a thousand times a second.
const restartDelay = 200;
const longestWait = 5000;

export class Workers {
	readonly #settings: WorkerSettings;
	readonly #log: Log;
	readonly #slots: (Slot | undefined)[] = [];
	readonly #changes = new EventEmitter<{ filled: [] }>();
	#closed = false;

	private constructor(settings: WorkerSettings, log: Log) {
		this.#settings = settings;
		this.#log = log;
	}

	static async start(settings: WorkerSettings, log: Log): Promise<Workers> {
		const workers = new Workers(settings, log);
		for (const shortage of await bufferShortages()) {
			log.warn(shortage, 'socket buffers are too small for a large meeting');
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

	/** A router on the worker with the fewest rooms; waits for a worker that is being replaced. */
	async place(): Promise<Place> {
		const slot = this.#freest() ?? (await this.#nextFilled());
		slot.rooms++;
		const router = await slot.worker.createRouter({ mediaCodecs });
		router.observer.once('close', () => slot.rooms--);
		return { router, webRtcServer: slot.webRtcServer, workerPid: slot.worker.pid };
	}

	#freest(): Slot | undefined {
		// Rooms hear of a worker's death before the pool does.
		const alive = this.#slots.flatMap((slot) => (slot === undefined || slot.worker.closed ? [] : [slot]));
		return alive.toSorted((a, b) => a.rooms - b.rooms)[0];
	}

	async #nextFilled(): Promise<Slot> {
		const signal = AbortSignal.timeout(longestWait);
		try {
			await once(this.#changes, 'filled', { signal });
		} catch (cause) {
			throw new CodedError('unavailable', { cause });
		}
		return this.#freest() ?? this.#nextFilled();
	}

	close(): void {
		this.#closed = true;
		for (const slot of this.#slots) slot?.worker.close();
	}

	async #fill(index: number): Promise<void> {
		const { workerBin } = this.#settings;
		const worker = await mediasoup.createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) });
		worker.once('died', (error) => this.#replace(index, error));
		try {
			const webRtcServer = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) });
			this.#slots[index] = { worker, webRtcServer, rooms: 0 };
		} catch (error) {
			worker.close();
			throw error;
		}
		this.#log.info({ worker: index, pid: worker.pid }, 'media worker started');
		this.#changes.emit('filled');
	}

	#listenInfos(index: number): types.TransportListenInfo[] {
		const { rtcAddress, rtcPort } = this.#settings;
		const address = isLoopback(rtcAddress)
			? { ip: rtcAddress }
			: { ip: '0.0.0.0', announcedAddress: rtcAddress };
		const shared = { ...address, port: rtcPort + index };
		return [
			{ ...shared, protocol: 'udp', recvBufferSize: wantedBuffer, sendBufferSize: wantedBuffer },
			{ ...shared, protocol: 'tcp' }
		];
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
