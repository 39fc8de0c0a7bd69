// A page without a browser: the real socket, real WebRTC, real packets.
import { io, type Socket } from 'socket.io-client';
import type { CommandData, CommandMessage, CommandName } from '../../../src/lib/protocol/commands.ts';
import type { Answer, ErrorCode } from '../../../src/lib/protocol/errors.ts';
import type { ConsumerOptions } from '../../../src/lib/protocol/media.ts';
import type { NoticeData, NoticeName } from '../../../src/lib/protocol/notices.ts';
import { socketPath, socketTransports } from '../../../src/lib/protocol/socket.ts';
import { protocolVersion, type Source } from '../../../src/lib/protocol/values.ts';
import { Link } from './link.ts';
import { asksForKeyFrame, isRtcp, ssrcOf } from './rtp.ts';
import { audioSender, videoSender, type Sender } from './sender.ts';

type Joined = CommandData<'room:join'>;
type Heard = { name: string; data: unknown };
type Waiting = { name: string; matches: (data: unknown) => boolean; resolve: (data: unknown) => void };

const patience = 8_000;

export class WireRefusal extends Error {
	readonly code: ErrorCode;

	constructor(code: ErrorCode) {
		super(code);
		this.code = code;
	}
}

export class Seat {
	readonly socket: Socket;
	readonly heard: Heard[] = [];
	readonly #waiting = new Set<Waiting>();
	readonly #senders = new Map<string, Sender>();
	readonly #consumers = new Map<string, ConsumerOptions>();
	readonly #received = new Map<number, number>();
	#joined: Joined | undefined;
	#sending: Promise<{ link: Link; transportId: string }> | undefined;
	#receiving: Link | undefined;

	private constructor(socket: Socket) {
		this.socket = socket;
		socket.onAny((name: string, data: unknown) => this.#hear(name, data));
		this.onNotice('consumer:created', ({ consumer }) => void this.#take(consumer));
		this.onNotice('consumer:closed', ({ consumerId }) => void this.#consumers.delete(consumerId));
	}

	static async connect(
		origin: string,
		ticket: string,
		options: { version?: number; headers?: Record<string, string> } = {}
	): Promise<Seat> {
		const socket = io(origin, {
			path: socketPath,
			transports: [...socketTransports],
			extraHeaders: options.headers ?? { origin },
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
		return [...this.#consumers.values()];
	}

	async join(connectionId?: string): Promise<Joined> {
		this.#joined = await this.ask('room:join', connectionId === undefined ? {} : { connectionId });
		return this.#joined;
	}

	/** What the server answers, whatever is asked. */
	async answer(name: string, ...message: unknown[]): Promise<Answer<unknown>> {
		const answer: Answer<unknown> = await this.socket.timeout(patience).emitWithAck(name, ...message);
		return answer;
	}

	async ask<N extends CommandName>(name: N, message: CommandMessage<N>): Promise<CommandData<N>> {
		const answer: Answer<CommandData<N>> = await this.socket.timeout(patience).emitWithAck(name, message);
		if (!answer.ok) throw new WireRefusal(answer.error.code);
		return answer.data;
	}

	onNotice<N extends NoticeName>(name: N, listener: (data: NoticeData<N>) => void): void {
		const event: string = name;
		this.socket.on(event, listener);
	}

	/** The first notice of this name that matches, heard already or still to come. */
	notice<N extends NoticeName>(
		name: N,
		matches: (data: NoticeData<N>) => boolean = () => true
	): Promise<NoticeData<N>> {
		const asks = (data: unknown) => matches(data as NoticeData<N>);
		const known = this.heard.find((one) => one.name === name && asks(one.data));
		if (known) return Promise.resolve(known.data as NoticeData<N>);
		return new Promise((resolve, reject) => {
			const waiting: Waiting = { name, matches: asks, resolve: (data) => resolve(data as NoticeData<N>) };
			this.#waiting.add(waiting);
			setTimeout(() => {
				if (!this.#waiting.delete(waiting)) return;
				const heard = this.heard.map((one) => one.name).join(', ');
				reject(new Error(`no ${name} in ${patience} ms; heard: ${heard}`));
			}, patience).unref();
		});
	}

	/** Receives the stage from now on. */
	async watch(): Promise<void> {
		const transport = await this.ask('transport:create', { direction: 'receive' });
		this.#receiving = await this.#connect(transport, (packet) => this.#count(packet));
		await this.ask('stage:watch', {
			transportId: transport.id,
			rtpCapabilities: this.joined.routerRtpCapabilities
		});
	}

	/** Opens the device and sends until the producer is closed. */
	async produce(source: Source): Promise<{ producerId: string; sender: Sender }> {
		const { link, transportId } = await this.sendLink();
		const ssrc = Math.floor(Math.random() * 0xffff_ffff);
		const sender = source === 'camera' || source === 'screen' ? videoSender(ssrc) : audioSender(ssrc);
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
		const ssrcs = this.consumers
			.filter((consumer) => consumer.producerId === producerId)
			.map(({ rtpParameters }) => rtpParameters.encodings?.[0]?.ssrc ?? 0);
		return ssrcs.reduce((sum, ssrc) => sum + (this.#received.get(ssrc) ?? 0), 0);
	}

	get receivedInAll(): number {
		return [...this.#received.values()].reduce((sum, count) => sum + count, 0);
	}

	/** As a bad network: the socket is gone, media goes on. Answers what a new socket needs to resume. */
	async dropSocket(): Promise<void> {
		this.socket.io.engine.close();
	}

	close(): void {
		for (const sender of this.#senders.values()) sender.stop();
		this.socket.disconnect();
		this.#receiving?.close();
		void this.#sending?.then(({ link }) => link.close());
	}

	async #openSendLink() {
		const transport = await this.ask('transport:create', { direction: 'send' });
		const link = await this.#connect(transport, (packet) => this.#feedback(packet));
		return { link, transportId: transport.id };
	}

	#connect(transport: CommandData<'transport:create'>, onPacket: (packet: Buffer) => void): Promise<Link> {
		const transportId = transport.id;
		return Link.open(
			transport,
			(dtlsParameters) => this.ask('transport:connect', { transportId, dtlsParameters }),
			onPacket
		);
	}

	async #take(consumer: ConsumerOptions): Promise<void> {
		this.#consumers.set(consumer.id, consumer);
		await this.answer('consumer:resume', { consumerId: consumer.id });
	}

	#count(packet: Buffer): void {
		if (isRtcp(packet)) return;
		const ssrc = ssrcOf(packet);
		this.#received.set(ssrc, (this.#received.get(ssrc) ?? 0) + 1);
	}

	#feedback(packet: Buffer): void {
		if (!isRtcp(packet) || !asksForKeyFrame(packet)) return;
		for (const sender of this.#senders.values()) sender.onKeyFrameRequest();
	}

	#hear(name: string, data: unknown): void {
		this.heard.push({ name, data });
		for (const waiting of this.#waiting) {
			if (waiting.name !== name || !waiting.matches(data)) continue;
			this.#waiting.delete(waiting);
			waiting.resolve(data);
		}
	}
}
