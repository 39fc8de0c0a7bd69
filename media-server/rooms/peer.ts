// One device of a site in the room: its seat, and what it sends and receives.
import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import type { Direction } from '#lib/protocol/media.ts';
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import type { Role, Source } from '#lib/protocol/values.ts';
import type { Unseen } from '#lib/protocol/wall.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orMediaFailed } from '../rtc/refused.ts';
import { wireCapabilities } from '../rtc/wire.ts';
import type { Place } from '../rtc/workers.ts';
import type { Berth } from './media/berth.ts';
import type { Line } from './line.ts';
import { Reception } from './media/reception.ts';
import type { Reported } from './wall/site-facts.ts';

export type Production = { producer: types.Producer; source: Source; since: number };
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
	/** Since when it is gone. */
	lostAt: number | undefined;
	/** What the page said last of its own line. */
	report: Reported | undefined;
	/** Why it sends the wall no pictures; null while it does, or has not said. */
	unseen: Unseen | null = null;
	left = false;
	/** Where it receives. */
	readonly berth: Berth;
	readonly reception: Reception;
	/** Its site may be opened as soon as it is called. */
	consent = false;
	/** By chair or secretary, and nobody there has opened the microphone since. */
	muted = false;

	readonly #transports = new Map<Direction, types.WebRtcTransport>();
	readonly #productions = new Map<string, Production>();
	/** Sources for which a producer is being made right now. */
	readonly #producing = new Set<Source>();

	constructor(claims: TicketClaims, line: Line, berth: Berth) {
		this.siteId = claims.siteId;
		this.personId = claims.personId;
		this.sessionId = claims.sessionId;
		this.personName = claims.personName;
		this.siteName = claims.siteName;
		this.role = claims.role;
		this.line = line;
		this.berth = berth;
		const { connectionId } = this;
		this.reception = new Reception({
			connectionId,
			berth,
			tell: (name, data) => this.line?.tell(name, data)
		});
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
		const known = direction === 'receive' ? this.reception.bitrate : undefined;
		const transport = await orMediaFailed(
			place.router.createWebRtcTransport({
				webRtcServer: place.webRtcServer,
				preferUdp: true,
				// A line that was found narrow is not flooded again because its worker died.
				initialAvailableOutgoingBitrate: Math.min(firstBitrate, known ?? firstBitrate),
				iceConsentTimeout: iceConsentSeconds
			})
		);
		if (direction === 'send') await orMediaFailed(transport.setMaxIncomingBitrate(largestUplink));
		// The seat may have been given up meanwhile.
		if (this.left) {
			transport.close();
			throw new CodedError('not_joined');
		}
		this.#transports.get(direction)?.close();
		this.#transports.set(direction, transport);
		transport.observer.once('close', () => {
			if (this.#transports.get(direction) === transport) this.#transports.delete(direction);
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

	requireProduction(id: string): Production {
		const production = this.#productions.get(id);
		if (production === undefined) throw new CodedError('not_found');
		return production;
	}

	requireProducer(id: string): types.Producer {
		return this.requireProduction(id).producer;
	}

	closeMedia(): void {
		for (const transport of [...this.#transports.values()]) transport.close();
		this.reception.end();
	}
}
