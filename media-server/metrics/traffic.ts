// What the media workers carry, counted by the workers themselves and read whenever the metrics are.
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';

export type Carried = {
	/** The number of the worker in the pool. */
	worker: string;
	cpuSeconds: number;
	sent: number;
	/** As receivers report it. */
	lostSent: number;
	received: number;
	lostReceived: number;
};
type Stream = { read: () => Promise<Counts>; counted: Counts };
type Counts = { packets: number; lost: number };
type Watched = { outgoing: Set<Stream>; incoming: Set<Stream>; carried: Carried };

/** Requests to workers under way at the same time: a scrape must not hold up a meeting. */
const atOnce = 8;

export class Traffic {
	readonly #workers = new Map<types.Worker, Watched>();
	readonly #onWorker = (worker: types.Worker) => this.#watch(worker);

	/** From now on; workers that run already are not seen. */
	start(): void {
		mediasoup.observer.on('newworker', this.#onWorker);
	}

	stop(): void {
		mediasoup.observer.off('newworker', this.#onWorker);
	}

	/** What has been carried since the worker's start, by worker. */
	async read(): Promise<Carried[]> {
		return Promise.all([...this.#workers].map(([worker, watched]) => bringUpToDate(worker, watched)));
	}

	#watch(worker: types.Worker): void {
		const { index } = worker.appData;
		const none = { cpuSeconds: 0, sent: 0, lostSent: 0, received: 0, lostReceived: 0 };
		const watched = {
			outgoing: new Set<Stream>(),
			incoming: new Set<Stream>(),
			carried: { worker: String(index), ...none }
		};
		this.#workers.set(worker, watched);
		worker.observer.once('close', () => this.#workers.delete(worker));
		worker.observer.on('newrouter', (router) => {
			router.observer.on('newtransport', (transport) => {
				transport.observer.on('newconsumer', (consumer) => {
					follow(watched.outgoing, consumer.observer, async () =>
						sumOf(await consumer.getStats(), 'outbound-rtp')
					);
				});
				transport.observer.on('newproducer', (producer) => {
					follow(watched.incoming, producer.observer, async () =>
						sumOf(await producer.getStats(), 'inbound-rtp')
					);
				});
			});
		});
	}
}

function follow(
	streams: Set<Stream>,
	observer: { once(event: 'close', listener: () => void): unknown },
	read: Stream['read']
): void {
	const stream = { read, counted: { packets: 0, lost: 0 } };
	streams.add(stream);
	observer.once('close', () => streams.delete(stream));
}

function sumOf(stats: { type: string; packetCount: number; packetsLost: number }[], type: string): Counts {
	const own = stats.filter((one) => one.type === type);
	return {
		packets: own.reduce((sum, { packetCount }) => sum + packetCount, 0),
		lost: own.reduce((sum, { packetsLost }) => sum + packetsLost, 0)
	};
}

async function bringUpToDate(
	worker: types.Worker,
	{ outgoing, incoming, carried }: Watched
): Promise<Carried> {
	try {
		const { ru_utime, ru_stime } = await worker.getResourceUsage();
		carried.cpuSeconds = (ru_utime + ru_stime) / 1000;
	} catch (error) {
		// It died just now.
		if (!worker.closed) throw error;
	}
	const out = await newlyCounted(outgoing);
	const into = await newlyCounted(incoming);
	carried.sent += out.packets;
	carried.lostSent += out.lost;
	carried.received += into.packets;
	carried.lostReceived += into.lost;
	return carried;
}

async function newlyCounted(streams: ReadonlySet<Stream>): Promise<Counts> {
	const queue = [...streams];
	const sum = { packets: 0, lost: 0 };
	const work = async () => {
		for (let stream = queue.pop(); stream !== undefined; stream = queue.pop()) {
			// Refused when it has been closed meanwhile.
			const now = await stream.read().catch(() => undefined);
			if (now === undefined) continue;
			sum.packets += Math.max(0, now.packets - stream.counted.packets);
			sum.lost += Math.max(0, now.lost - stream.counted.lost);
			stream.counted = now;
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return sum;
}
