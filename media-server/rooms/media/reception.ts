// What one page receives: the stage, as far as the page wants it and its line can take it.
import type { types } from 'mediasoup';
import type { ConsumerOptions } from '#lib/protocol/media.ts';
import type { PageLine } from '#lib/protocol/snapshot.ts';
import type { Source } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orMediaFailed } from '../../rtc/refused.ts';
import { wireParameters } from '../../rtc/wire.ts';
import type { Berth } from './berth.ts';
import type { Tell } from '../line.ts';
import type { Sample } from './line-health.ts';
import { LineWatch } from './line-watch.ts';

/** What a consumer shows, for the page that gets it. */
export type Shown = {
	siteId: string;
	connectionId: string;
	source: Source;
	producer: types.Producer;
	/** The size of a picture that is sent in several, as it is wanted now. */
	layer: () => number | undefined;
	/** Resolves when it is this page's turn to begin with a key frame. */
	turn: () => Promise<void>;
	/** It is about to flow. */
	begins: (consumer: types.Consumer) => void;
};
type Consumption = { consumer: types.Consumer; shown: Shown; wanted: boolean };
type Watch = { transport: types.WebRtcTransport; rtpCapabilities: types.RtpCapabilities };

type Given = {
	connectionId: string;
	berth: Pick<Berth, 'reach' | 'questions'>;
	/** To the page, if it can be told. */
	tell: Tell;
};

export class Reception {
	readonly #given: Given;
	readonly #consumptions = new Map<string, Consumption>();
	/** Producer → what is being made of it; one that was stopped or replaced meanwhile is not kept. */
	readonly #making = new Map<string, Shown>();
	#watch: Watch | undefined;
	#lineWatch: LineWatch | undefined;
	#audioOnly = false;
	/** The operator wants sound only, whatever the line can take. */
	#held = false;
	/** The line was found too weak for pictures, or fit for them again. */
	onLine: (sample: Sample) => void = () => undefined;

	constructor(given: Given) {
		this.#given = given;
	}

	get audioOnly(): boolean {
		return this.#audioOnly || this.#held;
	}

	get held(): boolean {
		return this.#held;
	}

	/** What this page's line was believed to take; undefined while nobody knows. */
	get bitrate(): number | undefined {
		return this.#lineWatch?.known.bitrate;
	}

	get options(): ConsumerOptions[] {
		return [...this.#consumptions.values()].map((one) => this.#optionsOf(one));
	}

	/** From now on this page receives the stage over this transport, and nothing over an earlier one. */
	watch(transport: types.WebRtcTransport, rtpCapabilities: types.RtpCapabilities): void {
		for (const { consumer } of [...this.#consumptions.values()]) this.#drop(consumer);
		this.#making.clear();
		this.#watch = { transport, rtpCapabilities };
		this.#lineWatch?.stop();
		const given = {
			transport,
			consumers: () => this.#wanted,
			questions: () => this.#given.berth.questions,
			changed: (audioOnly: boolean, sample: Sample) => {
				this.#setAudioOnly(audioOnly);
				this.onLine(sample);
			}
		};
		this.#lineWatch = new LineWatch(given, this.#lineWatch?.known);
		transport.observer.once('close', () => {
			if (this.#watch?.transport === transport) this.end();
		});
	}

	end(): void {
		this.#lineWatch?.stop();
		this.#consumptions.clear();
		this.#making.clear();
		this.#watch = undefined;
	}

	/** Born paused: the page resumes it when it can decode, so that the first key frame is not lost. Each once. */
	async consume(shown: Shown): Promise<void> {
		const watch = this.#watch;
		const { producer } = shown;
		if (watch === undefined || shown.connectionId === this.#given.connectionId || producer.closed) return;
		if (this.#making.has(producer.id) || this.#consumes(producer.id)) return;
		this.#making.set(producer.id, shown);
		try {
			await this.#make(watch, shown);
		} finally {
			if (this.#making.get(producer.id) === shown) this.#making.delete(producer.id);
		}
		const wanted = shown.layer();
		if (wanted !== undefined) await this.setLayer(producer.id, wanted);
	}

	async #make({ transport, rtpCapabilities }: Watch, shown: Shown): Promise<void> {
		const { producer } = shown;
		const over = () => this.#making.get(producer.id) !== shown || producer.closed;
		const router = await this.#given.berth.reach(producer);
		if (over()) return;
		const layer = shown.layer();
		if (!router.canConsume({ producerId: producer.id, rtpCapabilities })) return;
		const consumer = await transport.consume({
			producerId: producer.id,
			rtpCapabilities,
			paused: true,
			...(layer === undefined ? {} : { preferredLayers: { spatialLayer: layer } })
		});
		if (over()) consumer.close();
		else this.#keep({ consumer, shown, wanted: false });
	}

	#consumes(producerId: string): boolean {
		return [...this.#consumptions.values()].some(({ consumer }) => consumer.producerId === producerId);
	}

	/** What left the stage while its producer lives on. */
	stopConsuming(producerId: string): void {
		this.#making.delete(producerId);
		for (const { consumer } of [...this.#consumptions.values()]) {
			if (consumer.producerId === producerId) this.#drop(consumer);
		}
	}

	/** Moved between the large place and a small one; the bandwidth decides below that. */
	async setLayer(producerId: string, spatialLayer: number): Promise<void> {
		for (const { consumer } of this.#consumptions.values()) {
			if (consumer.producerId !== producerId || consumer.type !== 'simulcast') continue;
			if (consumer.preferredLayers?.spatialLayer === spatialLayer) continue;
			await consumer.setPreferredLayers({ spatialLayer });
		}
	}

	/** The page can decode it now, or hides it. */
	async want(consumerId: string, wanted: boolean): Promise<void> {
		const consumption = this.#consumptions.get(consumerId);
		if (consumption === undefined) throw new CodedError('not_found');
		consumption.wanted = wanted;
		await this.#follow(consumption);
	}

	get line(): PageLine {
		return { audioOnly: this.audioOnly, held: this.#held };
	}

	hold(held: boolean): void {
		if (this.#held === held) return;
		const before = this.audioOnly;
		this.#held = held;
		this.#tellLine();
		if (this.audioOnly !== before) this.#followAll();
	}

	#setAudioOnly(audioOnly: boolean): void {
		if (this.#audioOnly === audioOnly) return;
		const before = this.audioOnly;
		this.#audioOnly = audioOnly;
		this.#tellLine();
		if (this.audioOnly !== before) this.#followAll();
	}

	#tellLine(): void {
		this.#given.tell('line:changed', this.line);
	}

	#followAll(): void {
		for (const consumption of this.#consumptions.values()) {
			const { consumer } = consumption;
			if (consumer.kind !== 'video') continue;
			const shown = !this.audioOnly && !consumer.producerPaused;
			this.#given.tell(shown ? 'consumer:resumed' : 'consumer:paused', { consumerId: consumer.id });
			// Refused when it has just been closed.
			this.#follow(consumption).catch(() => undefined);
		}
	}

	/** What the page wants to have, held back or not. */
	get #wanted(): types.Consumer[] {
		return [...this.#consumptions.values()].flatMap(({ consumer, wanted }) => (wanted ? [consumer] : []));
	}

	async #follow(consumption: Consumption): Promise<void> {
		const { consumer, shown } = consumption;
		if (this.#flows(consumption) && consumer.paused && consumer.kind === 'video') await shown.turn();
		// The page or the line may have changed its mind, and the stage may have gone on.
		const flows = this.#flows(consumption);
		if (consumer.closed || consumer.paused === !flows) return;
		if (flows) shown.begins(consumer);
		await orMediaFailed(flows ? consumer.resume() : consumer.pause());
	}

	#flows({ consumer, wanted }: Consumption): boolean {
		return wanted && !(this.audioOnly && consumer.kind === 'video');
	}

	#keep(consumption: Consumption): void {
		const { consumer } = consumption;
		const { tell } = this.#given;
		const consumerId = consumer.id;
		const held = () => this.audioOnly && consumer.kind === 'video';
		this.#consumptions.set(consumerId, consumption);
		consumer.once('producerclose', () => {
			if (this.#consumptions.delete(consumerId)) tell('consumer:closed', { consumerId });
		});
		consumer.once('transportclose', () => this.#consumptions.delete(consumerId));
		consumer.on('producerpause', () => tell('consumer:paused', { consumerId }));
		consumer.on('producerresume', () => {
			if (!held()) tell('consumer:resumed', { consumerId });
		});
		tell('consumer:created', { consumer: this.#optionsOf(consumption) });
	}

	#drop(consumer: types.Consumer): void {
		this.#consumptions.delete(consumer.id);
		consumer.close();
		this.#given.tell('consumer:closed', { consumerId: consumer.id });
	}

	#optionsOf({ consumer, shown }: Consumption): ConsumerOptions {
		return {
			id: consumer.id,
			producerId: consumer.producerId,
			siteId: shown.siteId,
			connectionId: shown.connectionId,
			kind: consumer.kind,
			source: shown.source,
			rtpParameters: wireParameters(consumer.rtpParameters),
			producerPaused: consumer.producerPaused || (this.audioOnly && consumer.kind === 'video')
		};
	}
}
