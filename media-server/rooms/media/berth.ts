// A page's right to receive: a share of some worker's budget, for as long as its seat lasts. When that worker dies the
// page is given a new one.
import type { types } from 'mediasoup';
import type { Direction } from '#lib/protocol/media.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Questions } from '../../rtc/questions.ts';
import type { Place } from '../../rtc/workers.ts';
import type { Ground } from './branch.ts';
import { largestSize, type PictureSize } from '../../rtc/budget.ts';

export class Berth {
	readonly #home: () => Place;
	readonly #released: (berth: Berth) => void;
	#ground: Ground | undefined;
	/** Its media is gone, and can be made anew by whoever speaks what these routers speak. */
	onMoved: (rtpCapabilities: types.RtpCapabilities) => void = () => undefined;

	/** Everyone sends to the room's home, wherever they receive. */
	constructor(home: () => Place, released: (berth: Berth) => void) {
		this.#home = home;
		this.#released = released;
	}

	get ground(): Ground | undefined {
		return this.#ground;
	}

	moveTo(ground: Ground | undefined): void {
		this.#ground?.share.take(-1);
		this.#ground = ground;
		ground?.share.take(1);
	}

	async place(direction: Direction): Promise<Place> {
		return direction === 'send' ? this.#home() : this.#require().place();
	}

	reach(producer: types.Producer): Promise<types.Router> {
		return this.#require().reach(producer);
	}

	/** The size in which its worker can send it pictures at most. */
	get largest(): PictureSize {
		return this.#ground?.worker.allowance.largest ?? largestSize;
	}

	/** To the worker that it receives from. */
	get questions(): Questions | undefined {
		return this.#ground?.worker.questions;
	}

	release(): void {
		this.moveTo(undefined);
		this.#released(this);
	}

	/** None while the worker is being replaced; the page is told as soon as there is one again. */
	#require(): Ground {
		if (this.#ground === undefined) throw new CodedError('media_failed');
		return this.#ground;
	}
}
