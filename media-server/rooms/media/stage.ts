// The stage: who may produce, and which of it everyone receives. Who enters and leaves is decided in stage-order.ts.
import type { types } from 'mediasoup';
import type { NewEvent } from '#lib/protocol/events.ts';
import type { NoticeData } from '#lib/protocol/notices.ts';
import type { StageEntry } from '#lib/protocol/snapshot.ts';
import type { Source } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { FloorClock } from './floor-clock.ts';
import { Gate } from './gate.ts';
import type { RoomMedia } from './media.ts';
import { Pictures } from './pictures.ts';
import type { Peer, Production } from '../peer.ts';
import { selectStage, type Candidate } from './stage-order.ts';

export type Staged = Production & { peer: Peer };

export interface StageListener {
	entered(staged: Staged): void;
	left(staged: Staged): void;
	/** Somebody entered or left, or fell silent. */
	changed(): void;
}

type Given = {
	peers: () => Iterable<Peer>;
	media: RoomMedia;
	mayProduce: (peer: Peer) => boolean;
	/** Who waits in the lobby does not. */
	mayReceive: (peer: Peer) => boolean;
	/** Sites that have it. */
	floor: () => ReadonlySet<string>;
	/** No page shows a picture in a large place. */
	alike: () => boolean;
	/** Wall clock of when a site was given the floor; 0 without it. */
	calledAt: (siteId: string) => number;
	note: (event: NewEvent) => void;
	/** Milliseconds from a grant until something of that site goes out. */
	floorHeard: (milliseconds: number) => void;
	listener: StageListener;
	log: Log;
};

export class Stage {
	readonly #given: Given;
	readonly #staged = new Map<string, Staged>();
	/** Connection → wall clock of when it was the loudest. */
	readonly #heard = new Map<string, number>();
	readonly #pictures: Pictures;
	readonly #clock: FloorClock;
	/** Producer → where pages wait for its next key frame. */
	readonly #gates = new Map<string, Gate>();

	constructor(given: Given) {
		this.#given = given;
		this.#clock = new FloorClock(given.floorHeard);
		this.#pictures = new Pictures({
			...given,
			isStaged: (producerId) => this.#staged.has(producerId),
			quietly: (work, peer) => this.#quietly(work, peer)
		});
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

	async produce(
		peer: Peer,
		transport: types.WebRtcTransport,
		source: Source,
		options: types.ProducerOptions
	): Promise<types.Producer> {
		if (!this.#given.mayProduce(peer)) throw new CodedError('floor_required');
		const { producer } = await peer.produce(transport, source, options);
		// The floor may have gone while the producer was made.
		if (!this.#given.mayProduce(peer)) {
			producer.close();
			throw new CodedError('floor_required');
		}
		producer.observer.on('pause', () => this.#switched(producer));
		producer.observer.on('resume', () => this.#switched(producer));
		producer.observer.once('close', () => this.update());
		if (source === 'microphone') this.#listenTo(producer, peer);
		this.update();
		return producer;
	}

	/** Whoever has lost the right is silent at once; what the page does is of no consequence. */
	enforce(reason: NoticeData<'producer:closed'>['reason']): void {
		for (const peer of this.#given.peers()) {
			if (this.#given.mayProduce(peer)) continue;
			for (const { producer } of peer.productions) {
				producer.close();
				peer.line?.tell('producer:closed', { producerId: producer.id, reason });
			}
		}
		this.update();
	}

	/** From now on this page receives what is on the stage. */
	watch(peer: Peer, transport: types.WebRtcTransport, rtpCapabilities: types.RtpCapabilities): void {
		peer.reception.watch(transport, rtpCapabilities);
		this.showTo(peer);
	}

	showTo(peer: Peer): void {
		for (const staged of this.#staged.values()) this.#show(staged, peer);
	}

	hideFrom(peer: Peer): void {
		for (const { producer } of this.#staged.values()) peer.reception.stopConsuming(producer.id);
	}

	/** Who speaks loudest now; remembered, because in an open meeting who spoke last stays on the stage. */
	hear(producer: types.Producer | undefined): Peer | undefined {
		const speaker = [...this.#given.peers()].find((peer) =>
			peer.productions.some((production) => production.producer === producer)
		);
		if (speaker) this.#heard.set(speaker.connectionId, Date.now());
		this.update();
		return speaker;
	}

	forget(peer: Peer): void {
		this.#heard.delete(peer.connectionId);
		this.update();
	}

	/** Brings the stage up to date with who produces and who has the floor. */
	update(): void {
		this.#clock.follow(this.#given.floor());
		const wanted = this.#select();
		const gone = this.staged.filter(({ producer }) => !wanted.has(producer.id));
		const come = [...wanted.values()].filter(({ producer }) => !this.#staged.has(producer.id));
		this.#pictures.follow([...wanted.values()]);
		if (gone.length === 0 && come.length === 0) return;
		for (const staged of gone) this.#leave(staged);
		for (const staged of come) this.#enter(staged);
		this.#given.listener.changed();
	}

	/** A worker has more to carry than it may, or for a while less. */
	resize(): void {
		this.#pictures.resize();
	}

	#select(): Map<string, Staged & Candidate> {
		const candidates = [...this.#given.peers()].flatMap((peer) =>
			peer.productions.map((production) => ({
				...production,
				peer,
				producerId: production.producer.id,
				connectionId: peer.connectionId,
				siteId: peer.siteId,
				role: peer.role,
				paused: production.producer.paused,
				calledAt: this.#given.calledAt(peer.siteId)
			}))
		);
		const order = { heard: this.#heard, staged: new Set(this.#staged.keys()) };
		return new Map(selectStage(candidates, order).map((one) => [one.producerId, one]));
	}

	#enter(staged: Staged): void {
		this.#staged.set(staged.producer.id, staged);
		this.#gates.set(staged.producer.id, new Gate(() => [...this.#given.peers()].length));
		this.#given.note({ type: 'stage:entered', ...facts(staged) });
		if (staged.producer.paused) this.#given.note({ type: 'stage:paused', ...facts(staged) });
		this.#given.listener.entered(staged);
		for (const peer of this.#given.peers()) this.#show(staged, peer);
	}

	/** Camera or microphone off or on: the page's own act, which the recording follows. */
	#switched(producer: types.Producer): void {
		this.update();
		const staged = this.#staged.get(producer.id);
		if (!staged) return;
		this.#given.note({ type: producer.paused ? 'stage:paused' : 'stage:resumed', ...facts(staged) });
		this.#given.listener.changed();
	}

	#leave(staged: Staged): void {
		this.#staged.delete(staged.producer.id);
		this.#given.note({ type: 'stage:left', ...facts(staged) });
		this.#given.listener.left(staged);
		for (const peer of this.#given.peers()) peer.reception.stopConsuming(staged.producer.id);
		this.#gates.delete(staged.producer.id);
		this.#given.media.withdraw(staged.producer.id);
	}

	#show({ peer: { siteId, connectionId }, source, producer }: Staged, to: Peer): void {
		if (!this.#given.mayReceive(to)) return;
		const layer = () => this.#pictures.sizeFor(producer.id, to);
		const turn = () => this.#gates.get(producer.id)?.pass() ?? Promise.resolve();
		const begins = (consumer: types.Consumer) => this.#clock.time(siteId, consumer);
		const shown = to.reception.consume({ siteId, connectionId, source, producer, layer, turn, begins });
		const settled = shown.then(() => {
			if (!this.#staged.has(producer.id) || !this.#given.mayReceive(to))
				to.reception.stopConsuming(producer.id);
		});
		this.#quietly(settled, to);
	}

	/** A transport, producer or consumer that closes meanwhile is no fault. */
	#quietly(work: Promise<void>, peer: Peer): void {
		const { siteId: site, connectionId: connection } = peer;
		work.catch((error: unknown) => {
			this.#given.log.debug({ err: error, site, connection }, 'a page could not be served');
		});
	}

	#listenTo(producer: types.Producer, { siteId: site }: Peer): void {
		this.#given.media.listenTo(producer).catch((error: unknown) => {
			if (!producer.closed) this.#given.log.warn({ err: error, site }, 'nobody listens to a microphone');
		});
	}
}

function facts({ peer, producer, source }: Staged) {
	const { siteId, personId, connectionId } = peer;
	return { siteId, personId, data: { connectionId, producerId: producer.id, source } };
}
