// One media worker: a process with one UDP and one TCP port for all that it serves.
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { isLoopback } from '#lib/server/platform/config.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { Allowance } from './allowance.ts';
import { watchBacklog } from './backlog.ts';
import { mediaCodecs } from './codecs.ts';
import { processorTime } from './processor-time.ts';
import { watchPulse } from './pulse.ts';
import { Questions } from './questions.ts';
import { receiveQueue, type ReceiveQueue } from './receive-queue.ts';
import { buffers } from './socket-buffers.ts';

export interface WorkerSettings {
	rtcPort: number;
	rtcAddress: string;
	/** Packets a second that one worker may send. */
	workerPackets: number;
	workerBin?: string | undefined;
}

export class MediaWorker {
	readonly index: number;
	readonly webRtcServer: types.WebRtcServer;
	readonly allowance: Allowance;
	readonly questions = new Questions();
	readonly #worker: types.Worker;
	readonly #port: number;
	readonly #log: Log;
	#queueUnreadable = false;
	#behind = { trusted: 0, saidAt: -minute };
	#rooms = 0;

	private constructor(
		index: number,
		worker: types.Worker,
		webRtcServer: types.WebRtcServer,
		{ workerPackets, rtcPort }: WorkerSettings,
		log: Log
	) {
		this.#log = log;
		this.index = index;
		this.#worker = worker;
		this.#port = portOf(index, rtcPort);
		this.webRtcServer = webRtcServer;
		this.allowance = new Allowance(workerPackets);
		const stop = watchBacklog({
			read: () => this.receiveQueue,
			onBehind: (queue) => this.#fellBehind(queue)
		});
		worker.observer.once('close', () => {
			stop();
			this.allowance.close();
		});
	}

	static async start(
		index: number,
		settings: WorkerSettings,
		log: Log,
		died: (error: Error) => void
	): Promise<MediaWorker> {
		const { workerBin } = settings;
		const worker = await mediasoup.createWorker({
			logLevel: 'warn',
			appData: { index },
			...(workerBin ? { workerBin } : {})
		});
		const { pid } = worker;
		const ask = () => worker.getResourceUsage();
		const onSilence = () => {
			log.error({ worker: index, pid }, 'media worker no longer answers and is killed');
			process.kill(pid, 'SIGKILL');
		};
		const stop = watchPulse({ ask, onSilence, processor: () => processorTime(pid) });
		worker.observer.once('close', stop);
		try {
			const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(index, settings) });
			// Not before: whoever asked for this worker hears of an earlier death by the refusal.
			worker.once('died', died);
			log.info({ worker: index, pid }, 'media worker started');
			return new MediaWorker(index, worker, webRtcServer, settings, log);
		} catch (error) {
			worker.close();
			throw error;
		}
	}

	/** Rooms hear of a worker's death before the pool does. */
	get alive(): boolean {
		return !this.#worker.closed;
	}

	/** Processor time so far, in the kernel's ticks. */
	get spent(): number {
		const { user, system } = processorTime(this.#worker.pid);
		return user + system;
	}

	/** What waits at its UDP port; undefined where the kernel does not tell. */
	get receiveQueue(): ReceiveQueue | undefined {
		try {
			return receiveQueue(this.#worker.pid, this.#port);
		} catch (err) {
			// No meeting may end for want of a figure; said once, it is asked for every second.
			if (!this.#queueUnreadable)
				this.#log.warn({ worker: this.index, err }, 'queue of media worker unreadable');
			this.#queueUnreadable = true;
			return undefined;
		}
	}

	/** Said when it changes something, else once a minute. */
	#fellBehind(queue: ReceiveQueue): void {
		const { flowing, trusted } = this.allowance.fellBehind();
		const now = performance.now();
		if (trusted === this.#behind.trusted && now - this.#behind.saidAt < minute) return;
		this.#behind = { trusted, saidAt: now };
		const facts = { worker: this.index, queue: queue.bytes, dropped: queue.dropped, flowing, trusted };
		this.#log.warn(facts, 'media worker does not keep up');
	}

	get rooms(): number {
		return this.#rooms;
	}

	async createRouter(): Promise<types.Router> {
		this.#rooms++;
		try {
			const router = await this.#worker.createRouter({ mediaCodecs });
			router.observer.once('close', () => this.#rooms--);
			return router;
		} catch (error) {
			this.#rooms--;
			throw error;
		}
	}

	close(): void {
		this.#worker.close();
	}
}

const minute = 60_000;
const portOf = (index: number, rtcPort: number): number => rtcPort + index;

function listenInfos(index: number, settings: WorkerSettings): types.TransportListenInfo[] {
	const { rtcAddress, rtcPort } = settings;
	const address = isLoopback(rtcAddress)
		? { ip: rtcAddress }
		: { ip: '0.0.0.0', announcedAddress: rtcAddress };
	const shared = { ...address, port: portOf(index, rtcPort) };
	return [
		{ ...shared, protocol: 'udp', ...buffers },
		{ ...shared, protocol: 'tcp' }
	];
}
