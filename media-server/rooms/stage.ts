// The stage as it is now: which producers everyone receives. Who enters and leaves is decided in stage-order.ts.
import type { types } from 'mediasoup';
import type { NewEvent } from '#lib/protocol/events.ts';
import type { StageEntry } from '#lib/protocol/snapshot.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Peer, Production } from './peer.ts';
import { selectStage } from './stage-order.ts';

export type Staged = Production & { peer: Peer };

export interface StageListener {
	entered(staged: Staged): void;
	left(staged: Staged): void;
	changed(): void;
}

type Given = {
	peers: () => Iterable<Peer>;
	router: () => types.Router;
	note: (event: NewEvent) => void;
	listener: StageListener;
	log: Log;
};

export class Stage {
	readonly #given: Given;
	readonly #staged = new Map<string, Staged>();
	readonly #heard = new Map<string, number>();

	constructor(given: Given) {
		this.#given = given;
	}

	get staged(): Staged[] {
		return [...this.#staged.values()];
	}

	entries(): StageEntry[] {
		return this.staged.map(({ peer, producer, source }) => ({
			siteId: peer.siteId,
			siteName: peer.siteName,
			connectionId: peer.connectionId,
			personName: peer.personName,
			role: peer.role,
			producerId: producer.id,
			source,
			paused: producer.paused
		}));
	}

	/** Loudest now; remembered, because in an open meeting who spoke last stays on the stage. */
	hear(peer: Peer): void {
		this.#heard.set(peer.connectionId, Date.now());
	}

	forget(peer: Peer): void {
		this.#heard.delete(peer.connectionId);
	}

	/** Brings the stage up to date with who produces and who has the floor. */
	update(floor: ReadonlySet<string>): void {
		const wanted = this.#select(floor);
		const gone = this.staged.filter(({ producer }) => !wanted.has(producer.id));
		const come = [...wanted.values()].filter(({ producer }) => !this.#staged.has(producer.id));
		if (gone.length === 0 && come.length === 0) return;
		for (const staged of gone) this.#leave(staged);
		for (const staged of come) this.#enter(staged);
		this.#given.listener.changed();
	}

	/** A page begins to watch, or watches over a new transport. */
	showTo(peer: Peer): void {
		for (const staged of this.#staged.values()) this.#show(staged, peer);
	}

	#select(floor: ReadonlySet<string>): Map<string, Staged> {
		const candidates = [...this.#given.peers()].flatMap((peer) =>
			peer.productions.map((production) => ({
				...production,
				peer,
				producerId: production.producer.id,
				connectionId: peer.connectionId,
				siteId: peer.siteId,
				role: peer.role
			}))
		);
		const order = { floor, heard: this.#heard, staged: new Set(this.#staged.keys()) };
		return new Map(selectStage(candidates, order).map((one) => [one.producerId, one]));
	}

	#enter(staged: Staged): void {
		this.#staged.set(staged.producer.id, staged);
		this.#given.note({ type: 'stage:entered', ...facts(staged) });
		this.#given.listener.entered(staged);
		for (const peer of this.#given.peers()) this.#show(staged, peer);
	}

	#leave(staged: Staged): void {
		this.#staged.delete(staged.producer.id);
		this.#given.note({ type: 'stage:left', ...facts(staged) });
		this.#given.listener.left(staged);
		for (const peer of this.#given.peers()) peer.stopConsuming(staged.producer.id);
	}

	#show({ peer: { siteId, connectionId }, source, producer }: Staged, to: Peer): void {
		to.consume({ siteId, connectionId, source, producer }, this.#given.router())
			.then(() => {
				if (!this.#staged.has(producer.id)) to.stopConsuming(producer.id);
			})
			.catch((error: unknown) => {
				// A transport or producer that closed meanwhile is no fault.
				this.#given.log.debug({ err: error, to: to.connectionId }, 'a consumer could not be made');
			});
	}
}

function facts({ peer, producer, source }: Staged) {
	const { siteId, personId, connectionId } = peer;
	return { siteId, personId, data: { connectionId, producerId: producer.id, source } };
}
