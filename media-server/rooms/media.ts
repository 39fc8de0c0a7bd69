// Where a room's media lives, and who speaks there. When its worker dies the room moves to another one.
import type { types } from 'mediasoup';
import type { Log } from '#lib/server/platform/log.ts';
import type { Place, Workers } from '../rtc/workers.ts';
import { untilDone } from './until-done.ts';

const speakerInterval = 400;
/** dBov; quieter than this is breath and paper. */
const speakerThreshold = -55;

export interface MediaListener {
	/** The loudest first; empty in silence. */
	heard(producers: types.Producer[]): void;
	/** All transports, producers and consumers are gone. */
	lost(): void;
	/** There is a router again. */
	restored(): void;
}

type Home = { place: Place; levels: types.AudioLevelObserver };

export class RoomMedia {
	readonly #workers: Workers;
	readonly #log: Log;
	#home: Home;
	#listener: MediaListener | undefined;
	readonly #closing = new AbortController();

	private constructor(workers: Workers, log: Log, home: Home) {
		this.#workers = workers;
		this.#log = log;
		this.#home = home;
		this.#settle(home);
	}

	static async open(workers: Workers, log: Log): Promise<RoomMedia> {
		return new RoomMedia(workers, log, await findHome(workers));
	}

	attach(listener: MediaListener): void {
		this.#listener = listener;
	}

	get place(): Place {
		return this.#home.place;
	}

	get router(): types.Router {
		return this.#home.place.router;
	}

	/** Listens to who speaks; a producer that closes leaves by itself. */
	async listenTo(producer: types.Producer): Promise<void> {
		await this.#home.levels.addProducer({ producerId: producer.id });
	}

	close(): void {
		this.#closing.abort();
		this.router.close();
	}

	#settle(home: Home): void {
		home.levels.on('volumes', (volumes) => this.#listener?.heard(volumes.map(({ producer }) => producer)));
		home.levels.on('silence', () => this.#listener?.heard([]));
		home.place.router.once('workerclose', () => {
			if (this.#closing.signal.aborted) return;
			this.#listener?.lost();
			void this.#move();
		});
	}

	async #move(): Promise<void> {
		const { signal } = this.#closing;
		const failed = (error: unknown) => this.#log.error({ err: error }, 'a room finds no media worker');
		const home = await untilDone(() => findHome(this.#workers), signal, failed);
		if (home === undefined) return;
		if (signal.aborted) {
			home.place.router.close();
			return;
		}
		this.#home = home;
		this.#settle(home);
		this.#listener?.restored();
	}
}

async function findHome(workers: Workers): Promise<Home> {
	const place = await workers.place();
	const levels = await place.router.createAudioLevelObserver({
		maxEntries: 4,
		interval: speakerInterval,
		threshold: speakerThreshold
	});
	return { place, levels };
}
