// One device of a site in the room: its seat, and what it sends and receives.
import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import type { ConsumerOptions, Direction } from '#lib/protocol/media.ts';
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import type { Role, Source } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orMediaFailed } from '../rtc/refused.ts';
import { wireCapabilities, wireParameters } from '../rtc/wire.ts';
import type { Place } from '../rtc/workers.ts';
import type { Berth } from './berth.ts';
import type { Line } from './line.ts';

export type Production = { producer: types.Producer; source: Source; since: number };
/** What a consumer shows, for the page that gets it. */
export type Shown = {
	siteId: string;
	connectionId: string;
	source: Source;
	producer: types.Producer;
	/** The size of a picture that is sent in several, as it is wanted now. */
	layer: () => number | undefined;
};
type Consumption = { consumer: types.Consumer; shown: Shown };
type Watch = { transport: types.WebRtcTransport; rtpCapabilities: types.RtpCapabilities };

const firstBitrate = 1_000_000;
/** A camera with its layers and a shared screen; more than that is an attack or a mistake. */
const largestUplink = 8_000_000;
const iceConsentSeconds = 20;

export class Peer {
	readonly connectionId = randomUUID();
	readonly siteId: string;
	readonly personId: string;
	sessionId: string;
	readonly personName: string;
	readonly siteName: string;
	role: Role;
	/** Undefined while the socket is gone and the seat is kept. */
	line: Line | undefined;
	/** Runs while the socket is gone. */
	grace: NodeJS.Timeout | undefined;
	left = false;
	/** Where it receives. */
	readonly berth: Berth;

	readonly #transports = new Map<Direction, types.WebRtcTransport>();
	readonly #productions = new Map<string, Production>();
	readonly #consumptions = new Map<string, Consumption>();
	/** Sources for which a producer is being made right now. */
	readonly #producing = new Set<Source>();
	#watch: Watch | undefined;

	constructor(claims: TicketClaims, line: Line, berth: Berth) {
		this.siteId = claims.siteId;
		this.personId = claims.personId;
		this.sessionId = claims.sessionId;
		this.personName = claims.personName;
		this.siteName = claims.siteName;
		this.role = claims.role;
		this.line = line;
		this.berth = berth;
		berth.onMoved = (rtpCapabilities) => {
			this.closeMedia();
			this.line?.tell('media:restarted', { routerRtpCapabilities: wireCapabilities(rtpCapabilities) });
		};
	}

	get productions(): Production[] {
		return [...this.#productions.values()];
	}

	/** A new transport of a direction replaces the one before it. */
	async createTransport(direction: Direction, place: Place): Promise<types.WebRtcTransport> {
		const transport = await orMediaFailed(
			place.router.createWebRtcTransport({
				webRtcServer: place.webRtcServer,
				preferUdp: true,
				initialAvailableOutgoingBitrate: firstBitrate,
				iceConsentTimeout: iceConsentSeconds
			})
		);
		if (this.left) {
			transport.close();
			throw new CodedError('not_joined');
		}
		if (direction === 'send') await orMediaFailed(transport.setMaxIncomingBitrate(largestUplink));
		this.#transports.get(direction)?.close();
		this.#transports.set(direction, transport);
		transport.observer.once('close', () => {
			if (this.#transports.get(direction) === transport) this.#transports.delete(direction);
			if (this.#watch?.transport === transport) this.#watch = undefined;
		});
		return transport;
	}

	requireTransport(id: string, direction?: Direction): types.WebRtcTransport {
		for (const [own, transport] of this.#transports) {
			if (transport.id === id && (direction ?? own) === own) return transport;
		}
		throw new CodedError('not_found');
	}

	/** One producer for each source. */
	async produce(
		transport: types.WebRtcTransport,
		source: Source,
		options: types.ProducerOptions
	): Promise<Production> {
		if (this.#producing.has(source) || this.productions.some((one) => one.source === source)) {
			throw new CodedError('conflict');
		}
		this.#producing.add(source);
		try {
			const producer = await orMediaFailed(transport.produce(options));
			if (transport.closed) {
				producer.close();
				throw new CodedError('media_failed');
			}
			const production = { producer, source, since: Date.now() };
			this.#productions.set(producer.id, production);
			producer.observer.once('close', () => this.#productions.delete(producer.id));
			return production;
		} finally {
			this.#producing.delete(source);
		}
	}

	requireProducer(id: string): types.Producer {
		const production = this.#productions.get(id);
		if (production === undefined) throw new CodedError('not_found');
		return production.producer;
	}

	requireConsumer(id: string): types.Consumer {
		const consumption = this.#consumptions.get(id);
		if (consumption === undefined) throw new CodedError('not_found');
		return consumption.consumer;
	}

	/** From now on this page receives the stage over this transport, and nothing over an earlier one. */
	watch(transport: types.WebRtcTransport, rtpCapabilities: types.RtpCapabilities): void {
		for (const { consumer } of [...this.#consumptions.values()]) this.#drop(consumer);
		this.#watch = { transport, rtpCapabilities };
	}

	/** Born paused: the page resumes it when it can decode, so that the first key frame is not lost. */
	async consume(shown: Shown): Promise<void> {
		const watch = this.#watch;
		const { producer } = shown;
		if (watch === undefined || shown.connectionId === this.connectionId || producer.closed) return;
		const { transport, rtpCapabilities } = watch;
		const router = await this.berth.reach(producer);
		if (this.#watch !== watch || producer.closed) return;
		const layer = shown.layer();
		if (!router.canConsume({ producerId: producer.id, rtpCapabilities })) return;
		const consumer = await transport.consume({
			producerId: producer.id,
			rtpCapabilities,
			paused: true,
			...(layer === undefined ? {} : { preferredLayers: { spatialLayer: layer } })
		});
		if (this.#watch !== watch || producer.closed) {
			consumer.close();
			return;
		}
		this.#keep({ consumer, shown });
		const wanted = shown.layer();
		if (wanted !== undefined) await this.setLayer(producer.id, wanted);
	}

	/** What left the stage while its producer lives on. */
	stopConsuming(producerId: string): void {
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

	consumerOptions(): ConsumerOptions[] {
		return [...this.#consumptions.values()].map(optionsOf);
	}

	closeMedia(): void {
		for (const transport of [...this.#transports.values()]) transport.close();
		this.#consumptions.clear();
		this.#watch = undefined;
	}

	#keep(consumption: Consumption): void {
		const { consumer } = consumption;
		const consumerId = consumer.id;
		this.#consumptions.set(consumerId, consumption);
		consumer.once('producerclose', () => {
			if (this.#consumptions.delete(consumerId)) this.line?.tell('consumer:closed', { consumerId });
		});
		consumer.once('transportclose', () => this.#consumptions.delete(consumerId));
		consumer.on('producerpause', () => this.line?.tell('consumer:paused', { consumerId }));
		consumer.on('producerresume', () => this.line?.tell('consumer:resumed', { consumerId }));
		this.line?.tell('consumer:created', { consumer: optionsOf(consumption) });
	}

	#drop(consumer: types.Consumer): void {
		this.#consumptions.delete(consumer.id);
		consumer.close();
		this.line?.tell('consumer:closed', { consumerId: consumer.id });
	}
}

function optionsOf({ consumer, shown }: Consumption): ConsumerOptions {
	return {
		id: consumer.id,
		producerId: consumer.producerId,
		siteId: shown.siteId,
		connectionId: shown.connectionId,
		kind: consumer.kind,
		source: shown.source,
		rtpParameters: wireParameters(consumer.rtpParameters),
		producerPaused: consumer.producerPaused
	};
}
