// How long it takes from the grant of the floor until the first packet of that site goes out.
import type { types } from 'mediasoup';

export class FloorClock {
	readonly #measured: (milliseconds: number) => void;
	#floor: ReadonlySet<string> = new Set();
	readonly #waiting = new Map<string, number>();

	constructor(measured: (milliseconds: number) => void) {
		this.#measured = measured;
	}

	/** Who has the floor now. */
	follow(floor: ReadonlySet<string>): void {
		for (const siteId of floor) if (!this.#floor.has(siteId)) this.#waiting.set(siteId, performance.now());
		for (const siteId of this.#waiting.keys()) if (!floor.has(siteId)) this.#waiting.delete(siteId);
		this.#floor = floor;
	}

	/** The first page that begins to receive such a site is looked at, packet by packet, until one went out. */
	time(siteId: string, consumer: types.Consumer): void {
		const granted = this.#waiting.get(siteId);
		if (granted === undefined) return;
		this.#waiting.delete(siteId);
		let heard = false;
		consumer.on('trace', ({ type }) => {
			if (type !== 'rtp' || heard) return;
			heard = true;
			this.#measured(performance.now() - granted);
			consumer.enableTraceEvent([]).catch(() => undefined);
		});
		// Refused when it has just been closed; then this grant is not measured.
		consumer.enableTraceEvent(['rtp']).catch(() => undefined);
	}
}
