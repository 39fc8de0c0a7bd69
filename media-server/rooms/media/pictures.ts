// The size in which each picture of the stage goes to each page: as large as its place on the stage, but no larger than
// what the worker that the page receives from can still carry.
import { layersOf, type Candidate } from './stage-order.ts';
import type { Flowing, PictureSize } from '../../rtc/budget.ts';
import type { RoomMedia } from './media.ts';
import type { Peer, Production } from '../peer.ts';

type Given = {
	peers: () => Iterable<Peer>;
	media: Pick<RoomMedia, 'weigh'>;
	/** Sites that have it. */
	floor: () => ReadonlySet<string>;
	/** No page shows a picture in a large place. */
	alike: () => boolean;
	isStaged: (producerId: string) => boolean;
	quietly: (work: Promise<void>, peer: Peer) => void;
};

export class Pictures {
	readonly #given: Given;
	/** Producer → the size that its place on the stage needs. */
	#sizes = new Map<string, PictureSize>();

	constructor(given: Given) {
		this.#given = given;
	}

	/** What is about to be on the stage; its cost is known before it flows. */
	follow(stage: readonly (Production & Candidate)[]): void {
		const before = this.#sizes;
		this.#sizes = layersOf(stage, this.#given.floor(), this.#given.alike());
		this.#given.media.weigh(stage.map((one) => this.#flowing(one)));
		for (const [producerId, size] of this.#sizes) if (before.get(producerId) !== size) this.#send(producerId);
	}

	/** A worker has more to carry than it may, or for a while less. */
	resize(): void {
		for (const producerId of this.#sizes.keys()) this.#send(producerId);
	}

	sizeFor(producerId: string, { berth }: Peer): PictureSize | undefined {
		const size = this.#sizes.get(producerId);
		return size === undefined || size < berth.largest ? size : berth.largest;
	}

	#send(producerId: string): void {
		// What enters the stage is sent in this size from the beginning.
		if (!this.#given.isStaged(producerId)) return;
		for (const peer of this.#given.peers()) {
			const size = this.sizeFor(producerId, peer);
			if (size !== undefined) this.#given.quietly(peer.reception.setLayer(producerId, size), peer);
		}
	}

	#flowing({ producer, source }: Production): Flowing {
		const size = producer.type === 'simulcast' ? this.#sizes.get(producer.id) : undefined;
		return { source, paused: producer.paused, size };
	}
}
