// A page without a browser: the real socket, real WebRTC, real packets.
import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import {
	commands,
	type CommandData,
	type CommandMessage,
	type CommandName
} from '../../../src/lib/protocol/commands.ts';
import type { Answer } from '../../../src/lib/protocol/errors.ts';
import type { ConsumerOptions, IceServer } from '../../../src/lib/protocol/media.ts';
import { notices, type NoticeData, type NoticeName } from '../../../src/lib/protocol/notices.ts';
import { socketPath, socketTransports } from '../../../src/lib/protocol/socket.ts';
import { protocolVersion, type Source } from '../../../src/lib/protocol/values.ts';
import { answerShape, WireRefusal } from './answer.ts';
import { Arrivals } from './arrivals.ts';
import type { VideoCodec } from './clip.ts';
import { Link, type RemoteTransport } from './link.ts';
import { isRtcp, keyFrameRequests } from './rtp.ts';
import { audioSender, videoSender, type Sender, type Warming } from './sender.ts';

type Joined = CommandData<'room:join'>;
type Heard = { name: string; data: unknown };

/** Milliseconds: only to say what did not come; a busy machine may take long. */
const patience = 30_000;

export class Seat {
	readonly socket: Socket;
	readonly heard: Heard[] = [];
	/** The media server's port from which the stage comes: one for each worker. */
	receivesFrom: number | undefined;
	#senders = new Map<string, Sender>();
	/** TURN servers, when there is no other way. */
	relays: IceServer[] = [];
	/** How the network lets this page reach the media server; changed before media is made. */
	route: (remote: RemoteTransport) => Promise<RemoteTransport> = async (remote) => remote;
	/** Milliseconds until a way that does not open is given up. */
	connectsWithin = patience;
	/** What the stage sends. */
	arrivals = new Arrivals();
	#joined: Joined | undefined;
	#sending: Promise<{ link: Link; transportId: string }> | undefined;

	private constructor(socket: Socket) {
		this.socket = socket;
		socket.onAny((name: string, data: unknown) => this.heard.push({ name, data }));
		this.onNotice('consumer:created', ({ consumer }) => void this.#take(consumer));
		this.onNotice('consumer:closed', ({ consumerId }) => void this.arrivals.consumers.delete(consumerId));
	}

	static async connect(
		origin: string,
		ticket: string,
		options: { version?: number; headers?: Record<string, string>; certificate?: Buffer } = {}
	): Promise<Seat> {
		const socket = io(origin, {
			path: socketPath,
			transports: [...socketTransports],
			extraHeaders: options.headers ?? { origin },
			...(options.certificate && { ca: options.certificate.toString() }),
			auth: { ticket, version: options.version ?? protocolVersion },
			reconnection: false,
			forceNew: true
		});
		const seat = new Seat(socket);
		await new Promise<void>((resolve, reject) => {
			socket.once('connect', resolve);
			socket.once('connect_error', reject);
		});
		return seat;
	}

	get joined(): Joined {
		if (this.#joined === undefined) throw new Error('this seat is not taken yet');
		return this.#joined;
	}

	get connectionId(): string {
		return this.joined.snapshot.me.connectionId;
	}

	get consumers(): ConsumerOptions[] {
		return [...this.arrivals.consumers.values()];
	}

	/** Consents to being called, unless a test is about that. */
	async join(wish: Partial<CommandMessage<'room:join'>> = {}): Promise<Joined> {
		this.#joined = await this.ask('room:join', { consent: true, ...wish });
		return this.#joined;
	}

	/** What the server answers, whatever is asked. */
	async answer(name: string, ...message: unknown[]): Promise<Answer<unknown>> {
		return v.parse(answerShape, await this.socket.timeout(patience).emitWithAck(name, ...message));
	}

	/** Throws a `WireRefusal`; the data has the shape that the contract promises. */
	async ask<N extends CommandName>(name: N, message: CommandMessage<N>): Promise<CommandData<N>> {
		const answer = await this.answer(name, message);
		if (!answer.ok) throw new WireRefusal(answer.error.code);
		return v.parse(commands[name].data, answer.data);
	}

	onNotice<N extends NoticeName>(name: N, listener: (data: NoticeData<N>) => void): void {
		const event: string = name;
		this.socket.on(event, (data: unknown) => listener(v.parse(notices[name], data)));
	}

	/** All notices of this name so far. */
	all<N extends NoticeName>(name: N): NoticeData<N>[] {
		return this.heard.filter((one) => one.name === name).map(({ data }) => v.parse(notices[name], data));
	}

	/** The first notice of this name that matches, heard already or still to come. */
	async notice<N extends NoticeName>(
		name: N,
		matches: (data: NoticeData<N>) => boolean = () => true,
		within = patience
	): Promise<NoticeData<N>> {
		const known = this.all(name).find(matches);
		if (known) return known;
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => {
				const heard = this.heard.map((one) => one.name).join(', ');
				reject(new Error(`no ${name} in ${within} ms; heard: ${heard}`));
			}, within);
			this.onNotice(name, (data) => {
				if (!matches(data)) return;
				clearTimeout(late);
				resolve(data);
			});
		});
	}

	/** Resolves when the socket is gone. */
	async gone(): Promise<void> {
		if (this.socket.connected) await new Promise((resolve) => this.socket.once('disconnect', resolve));
	}

	/** Receives the stage from now on. */
	async watch(): Promise<void> {
		const transport = await this.ask('transport:create', { direction: 'receive' });
		this.receivesFrom = transport.iceCandidates[0]?.port;
		this.arrivals.link = await this.#connect(transport, (packet) => this.arrivals.count(packet));
		await this.ask('stage:watch', {
			transportId: transport.id,
			rtpCapabilities: this.joined.routerRtpCapabilities
		});
	}

	/** Opens the device and sends until the producer is closed. */
	async produce(
		source: Source,
		sizes = 1,
		codec: VideoCodec = 'VP8',
		warming?: Warming
	): Promise<{ producerId: string; sender: Sender }> {
		const { link, transportId } = await this.sendLink();
		const ssrc = Math.floor(Math.random() * 0xffff_0000);
		const ssrcs = Array.from({ length: sizes }, (_, index) => ssrc + index);
		const sender =
			source === 'camera' || source === 'screen' ? videoSender(codec, ssrcs, warming) : audioSender(ssrc);
		const { kind, rtpParameters } = sender;
		const asked = { transportId, kind, source, rtpParameters, paused: false };
		const { producerId } = await this.ask('producer:create', asked);
		this.#senders.set(producerId, sender);
		await sender.start((packet) => link.send(packet));
		return { producerId, sender };
	}

	sendLink(): Promise<{ link: Link; transportId: string }> {
		this.#sending ??= this.#openSendLink();
		return this.#sending;
	}

	/** How many packets of this producer have come. */
	received(producerId: string): number {
		return this.arrivals.of(producerId);
	}

	/** The width of the picture that comes now. */
	width(producerId: string): number | undefined {
		return this.arrivals.width(producerId);
	}

	get receivedInAll(): number {
		return this.arrivals.inAll;
	}

	/** As a bad network does: the socket is gone, media goes on. */
	dropSocket(): void {
		this.socket.io.engine.close();
	}

	/** The media of an earlier socket of this page, which the server has kept. */
	takeOverMedia(earlier: Seat): void {
		this.#sending = earlier.#sending;
		this.arrivals = earlier.arrivals;
		this.#senders = earlier.#senders;
		for (const consumer of this.joined.consumers) this.arrivals.consumers.set(consumer.id, consumer);
	}

	/** After a new worker: what was sent before is gone. */
	forgetMedia(): void {
		for (const sender of this.#senders.values()) sender.stop();
		this.#senders.clear();
		this.#sending = undefined;
	}

	close(): void {
		for (const sender of this.#senders.values()) sender.stop();
		this.socket.disconnect();
		this.arrivals.link?.close();
		void this.#sending?.then(({ link }) => link.close());
	}

	async #openSendLink() {
		const transport = await this.ask('transport:create', { direction: 'send' });
		const link = await this.#connect(transport, (packet) => this.#feedback(packet));
		return { link, transportId: transport.id };
	}

	async #connect(transport: RemoteTransport, onPacket: (packet: Buffer) => void): Promise<Link> {
		const transportId = transport.id;
		return Link.open(
			await this.route(transport),
			(dtlsParameters) => this.ask('transport:connect', { transportId, dtlsParameters }),
			onPacket,
			this.relays,
			this.connectsWithin
		);
	}

	async #take(consumer: ConsumerOptions): Promise<void> {
		this.arrivals.consumers.set(consumer.id, consumer);
		await this.answer('consumer:resume', { consumerId: consumer.id });
	}

	#feedback(packet: Buffer): void {
		if (!isRtcp(packet)) return;
		for (const ssrc of keyFrameRequests(packet)) {
			for (const sender of this.#senders.values()) sender.onKeyFrameRequest(ssrc);
		}
	}
}
