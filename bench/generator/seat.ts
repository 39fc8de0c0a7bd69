// A page as the servers see it, as cheap as it can be: socket, seat, transports; packets are only counted.
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import { commands } from '#lib/protocol/commands.ts';
import { rtpParameters } from '#lib/protocol/media.ts';
import { notices, type NoticeData } from '#lib/protocol/notices.ts';
import { socketPath, socketTransports } from '#lib/protocol/socket.ts';
import { protocolVersion } from '#lib/protocol/values.ts';
import { answerShape, WireRefusal } from '../../tests/support/media/answer.ts';
import { Link } from '../../tests/support/media/link.ts';
import { isRtcp, keyFrameRequests, ssrcOf } from '../../tests/support/media/rtp.ts';
import { withoutEstimate } from './capabilities.ts';
import { receptions, type Reception } from './receiver-report.ts';
import type { Source } from './source.ts';

const patience = 60_000;
/** By this stream mediasoup probes the line; it carries nobody's picture. */
const probeSsrc = 1234;

/** Of the answer only what is needed: to check 253 snapshots of 253 sites would be the generator's own load. */
const joined = v.object({
	snapshot: v.object({ me: v.object({ siteId: v.string(), connectionId: v.string() }) }),
	routerRtpCapabilities: commands['room:join'].data.entries.routerRtpCapabilities
});
const transportData = commands['transport:create'].data;
const produced = commands['producer:create'].data;
const created = v.object({
	consumer: v.object({ id: v.string(), producerId: v.string(), kind: v.string(), rtpParameters })
});
const closed = v.object({ consumerId: v.string() });

/** `flows` as soon as the server has let us in. */
export type Received = {
	producerId: string;
	kind: string;
	packets: number;
	firstAt: number;
	flows: boolean;
};

export class Seat {
	readonly name: string;
	readonly socket: Socket;
	packets = 0;
	bytes = 0;
	/** What the room wants for the wall. */
	wanted: NoticeData<'wall:wanted'> = { still: null, report: null };
	notices = 0;
	noticeBytes = 0;
	/** As of the last count. */
	packetsBefore = 0;
	siteId = '';
	connectionId = '';
	sources: Source[] = [];
	/** Told by the server about what we send. */
	readonly receptions = new Map<number, Reception>();
	readonly received = new Map<number, Received>();
	readonly #ssrcOfConsumer = new Map<string, number>();
	#capabilities: v.InferOutput<typeof joined>['routerRtpCapabilities'] = {};
	#receiving: Link | undefined;
	#sending: Promise<{ link: Link; transportId: string }> | undefined;

	private constructor(name: string, socket: Socket) {
		this.name = name;
		this.socket = socket;
		socket.onAny((event: string, data: unknown) => this.#notice(event, data));
	}

	static async connect(origin: string, name: string, ticket: string): Promise<Seat> {
		const socket = io(origin, {
			path: socketPath,
			transports: [...socketTransports],
			extraHeaders: { origin },
			auth: { ticket, version: protocolVersion },
			reconnection: false,
			forceNew: true,
			timeout: patience
		});
		const seat = new Seat(name, socket);
		socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
			if (typeof data === 'string') seat.noticeBytes += data.length;
		});
		await new Promise<void>((resolve, reject) => {
			socket.once('connect', resolve);
			socket.once('connect_error', reject);
		});
		return seat;
	}

	/** Throws a `WireRefusal`. */
	async ask(command: string, message: unknown): Promise<unknown> {
		const answer = v.parse(answerShape, await this.socket.timeout(patience).emitWithAck(command, message));
		if (!answer.ok) throw new WireRefusal(answer.error.code);
		return answer.data;
	}

	/** With the id of an earlier connection it takes up that seat. Consents to being called without having asked. */
	async join(connectionId?: string): Promise<void> {
		const message = { consent: true, ...(connectionId === undefined ? {} : { connectionId }) };
		const { snapshot, routerRtpCapabilities } = v.parse(joined, await this.ask('room:join', message));
		this.siteId = snapshot.me.siteId;
		this.connectionId = snapshot.me.connectionId;
		this.#capabilities = routerRtpCapabilities;
	}

	/** Resolves when media can flow. */
	async watch(): Promise<void> {
		const transport = v.parse(transportData, await this.ask('transport:create', { direction: 'receive' }));
		this.#receiving = await this.#link(transport, (packet) => this.#count(packet));
		const rtpCapabilities = withoutEstimate(this.#capabilities);
		await this.ask('stage:watch', { transportId: transport.id, rtpCapabilities });
	}

	/** A producer for the source, which does not send yet. */
	async publish(source: Source): Promise<string> {
		const { link, transportId } = await (this.#sending ??= this.#openSending());
		const { kind, name, rtpParameters: parameters } = source;
		const message = { transportId, kind, source: name, rtpParameters: parameters, paused: false };
		const { producerId } = v.parse(produced, await this.ask('producer:create', message));
		source.attach((packet) => link.send(packet));
		this.sources.push(source);
		return producerId;
	}

	/** The server has closed what we sent. */
	stopSending(): void {
		for (const source of this.sources) source.stop();
		this.sources = [];
	}

	close(): void {
		this.stopSending();
		this.socket.disconnect();
		this.#receiving?.close();
		void this.#sending?.then(({ link }) => link.close());
	}

	async #openSending() {
		const transport = v.parse(transportData, await this.ask('transport:create', { direction: 'send' }));
		const link = await this.#link(transport, (packet) => this.#feedback(packet));
		return { link, transportId: transport.id };
	}

	#link(transport: v.InferOutput<typeof transportData>, onPacket: (packet: Buffer) => void): Promise<Link> {
		const connect = (dtlsParameters: unknown) =>
			this.ask('transport:connect', { transportId: transport.id, dtlsParameters });
		return Link.open(transport, connect, onPacket, [], patience);
	}

	#notice(event: string, data: unknown): void {
		this.notices++;
		if (event === 'consumer:created') {
			const { id, producerId, kind, rtpParameters: parameters } = v.parse(created, data).consumer;
			const ssrc = parameters.encodings?.[0]?.ssrc ?? 0;
			this.#ssrcOfConsumer.set(id, ssrc);
			const stream: Received = { producerId, kind, packets: 0, firstAt: Number.NaN, flows: false };
			this.received.set(ssrc, stream);
			this.ask('consumer:resume', { consumerId: id }).then(
				() => (stream.flows = true),
				// A consumer may be gone again before its page is ready.
				() => undefined
			);
		} else if (event === 'wall:wanted') this.wanted = v.parse(notices[event], data);
		else if (event === 'consumer:closed') {
			const { consumerId } = v.parse(closed, data);
			this.received.delete(this.#ssrcOfConsumer.get(consumerId) ?? 0);
			this.#ssrcOfConsumer.delete(consumerId);
		}
	}

	#count(packet: Buffer): void {
		if (isRtcp(packet)) return;
		const ssrc = ssrcOf(packet);
		if (ssrc === probeSsrc) return;
		this.packets++;
		this.bytes += packet.length;
		const stream = this.received.get(ssrc);
		if (stream !== undefined && stream.packets++ === 0) stream.firstAt = performance.now();
	}

	#feedback(packet: Buffer): void {
		if (!isRtcp(packet)) return;
		for (const ssrc of keyFrameRequests(packet)) {
			for (const source of this.sources) source.onKeyFrameRequest(ssrc);
		}
		for (const [ssrc, reception] of receptions(packet)) this.receptions.set(ssrc, reception);
	}
}
