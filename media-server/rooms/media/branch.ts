// Another worker on which pages of a room receive: what is on the stage is piped there, once for all of them.
import type { types } from 'mediasoup';
import type { Share } from '../../rtc/allowance.ts';
import { buffers } from '../../rtc/socket-buffers.ts';
import type { MediaWorker } from '../../rtc/worker.ts';
import type { Place } from '../../rtc/workers.ts';

/** Where pages of a room receive: at home, where everyone sends, or on a branch. */
export interface Ground {
	readonly worker: MediaWorker;
	/** What the room may use of it. */
	readonly share: Share;
	place(): Promise<Place>;
	/** The router on which this producer can be consumed. */
	reach(producer: types.Producer): Promise<types.Router>;
}

const listenInfo = { protocol: 'udp', ip: '127.0.0.1', ...buffers } as const;

export class Branch implements Ground {
	readonly worker: MediaWorker;
	readonly share: Share;
	readonly #home: types.Router;
	readonly #router: Promise<types.Router>;
	/** Producer → its end at home, which takes the far one with it. */
	readonly #pipes = new Map<string, Promise<types.Consumer | undefined>>();

	constructor(worker: MediaWorker, share: Share, home: types.Router, lost: () => void) {
		this.worker = worker;
		this.share = share;
		this.#home = home;
		this.#router = worker.createRouter();
		this.#router.then((router) => router.once('workerclose', lost), lost);
	}

	async place(): Promise<Place> {
		return { router: await this.#router, webRtcServer: this.worker.webRtcServer };
	}

	async reach(producer: types.Producer): Promise<types.Router> {
		const known = this.#pipes.get(producer.id);
		const pipe = known ?? this.#pipe(producer);
		if (!known) {
			this.#pipes.set(producer.id, pipe);
			pipe.catch(() => this.#pipes.delete(producer.id));
		}
		await pipe;
		return this.#router;
	}

	/** What has left the stage costs nothing more. */
	withdraw(producerId: string): void {
		const pipe = this.#pipes.get(producerId);
		if (!pipe) return;
		this.#pipes.delete(producerId);
		// Refused when it was never made.
		pipe.then((consumer) => consumer?.close()).catch(() => undefined);
	}

	close(): void {
		this.share.end();
		// Refused when its worker died first.
		this.#router.then((router) => router.close()).catch(() => undefined);
	}

	async #pipe(producer: types.Producer): Promise<types.Consumer | undefined> {
		const router = await this.#router;
		const { pipeConsumer } = await this.#home.pipeToRouter({ producerId: producer.id, router, listenInfo });
		return pipeConsumer;
	}
}
