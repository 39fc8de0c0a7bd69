// The peer of the media side: mediasoup behind bare socket.io. No tickets, rights, log, database or proxy; whoever
// comes receives everything. Speaks as much of the product's protocol as the load generator needs.
//
//   bare-server.ts <port> <port for media> <raised|default>   raised: socket buffers as the product asks for them
import { createServer } from 'node:http';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { Server, type Socket } from 'socket.io';
import * as v from 'valibot';
import { mediaCodecs } from '#media/rtc/codecs.ts';
import { wantedBuffer } from '#media/rtc/socket-buffers.ts';
import { wireCapabilities, wireParameters } from '#media/rtc/wire.ts';
import { commands } from '#lib/protocol/commands.ts';
import { socketPath, socketTransports } from '#lib/protocol/socket.ts';
import { audioParameters, videoParameters } from '../../tests/support/media/sender.ts';

const host = '127.0.0.1';
const [port = '0', rtcPort = '0', buffers] = process.argv.slice(2);

type Watcher = { socket: Socket; transport: types.WebRtcTransport; rtpCapabilities: types.RtpCapabilities };

const worker = await mediasoup.createWorker({
	logLevel: 'none',
	workerBin: process.env.MEDIASOUP_WORKER_BIN
});
const router = await worker.createRouter({ mediaCodecs });
const sizes = buffers === 'raised' ? { recvBufferSize: wantedBuffer, sendBufferSize: wantedBuffer } : {};
const webRtcServer = await worker.createWebRtcServer({
	listenInfos: [{ protocol: 'udp', ip: host, port: Number(rtcPort), ...sizes }]
});
const watchers = new Set<Watcher>();
const producers = new Map<string, types.Producer>();

async function show(
	producer: types.Producer,
	{ socket, transport, rtpCapabilities }: Watcher
): Promise<types.Consumer> {
	const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities, paused: true });
	consumer.once('producerclose', () => socket.emit('consumer:closed', { consumerId: consumer.id }));
	return consumer;
}

class Page {
	readonly #socket: Socket;
	readonly #transports = new Map<string, types.WebRtcTransport>();
	readonly #consumers = new Map<string, types.Consumer>();
	#own: types.Producer[] = [];

	constructor(socket: Socket) {
		this.#socket = socket;
		socket.onAny((name: string, message: unknown, answer: (data: unknown) => void) => {
			this.#run(name, message).then(
				(data) => answer({ ok: true, data }),
				() => answer({ ok: false, error: { code: 'internal' } })
			);
		});
	}

	async #run(name: string, message: unknown): Promise<unknown> {
		switch (name) {
			case 'room:join':
				return this.#join();
			case 'transport:create':
				return this.#createTransport();
			case 'transport:connect':
				return this.#connect(v.parse(commands[name].message, message));
			case 'stage:watch':
				return this.#watch(v.parse(commands[name].message, message));
			case 'producer:create':
				return this.#produce(v.parse(commands[name].message, message));
			case 'consumer:resume':
				await this.#consumers.get(v.parse(commands[name].message, message).consumerId)?.resume();
				return {};
			case 'hand:raise':
			case 'hand:lower':
				server.emit('hands:changed', { hands: name === 'hand:raise' ? [this.#hand()] : [] });
				return {};
			case 'floor:grant':
				for (const producer of producers.values()) producer.close();
				producers.clear();
				server.emit('floor:changed', { floor: [v.parse(commands[name].message, message)] });
				return {};
			default:
				return {};
		}
	}

	#join() {
		const routerRtpCapabilities = wireCapabilities(router.rtpCapabilities);
		return {
			snapshot: { me: { siteId: siteIdOf(this.#socket), connectionId: this.#socket.id } },
			routerRtpCapabilities
		};
	}

	async #createTransport() {
		const transport = await router.createWebRtcTransport({ webRtcServer });
		this.#transports.set(transport.id, transport);
		const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
		return { id, iceParameters, iceCandidates, dtlsParameters };
	}

	async #connect({
		transportId,
		dtlsParameters
	}: v.InferOutput<(typeof commands)['transport:connect']['message']>) {
		await this.#transports.get(transportId)?.connect({ dtlsParameters });
		return {};
	}

	async #watch({ transportId, rtpCapabilities }: v.InferOutput<(typeof commands)['stage:watch']['message']>) {
		const transport = this.#transports.get(transportId);
		if (transport === undefined) throw new Error('no transport');
		const watcher = { socket: this.#socket, transport, rtpCapabilities };
		watchers.add(watcher);
		this.#socket.once('disconnect', () => {
			watchers.delete(watcher);
			for (const own of this.#transports.values()) own.close();
		});
		await Promise.all([...producers.values()].map((producer) => this.tell(producer, watcher)));
		return {};
	}

	async tell(producer: types.Producer, watcher: Watcher): Promise<void> {
		const consumer = await show(producer, watcher);
		pages.get(watcher.socket)?.keep(consumer);
		const { id, producerId, kind, rtpParameters } = consumer;
		const told = { id, producerId, kind, rtpParameters: wireParameters(rtpParameters) };
		watcher.socket.emit('consumer:created', { consumer: told });
	}

	keep(consumer: types.Consumer): void {
		this.#consumers.set(consumer.id, consumer);
		consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
	}

	async #produce(message: v.InferOutput<(typeof commands)['producer:create']['message']>) {
		const transport = this.#transports.get(message.transportId);
		if (transport === undefined) throw new Error('no transport');
		const { kind, rtpParameters } = message;
		const producer = await transport.produce({ kind, rtpParameters });
		this.#own = [...this.#own.filter(({ closed }) => !closed), producer];
		producers.set(producer.id, producer);
		for (const watcher of watchers) {
			if (watcher.socket !== this.#socket) void this.tell(producer, watcher).catch(() => undefined);
		}
		return { producerId: producer.id };
	}

	#hand() {
		return {
			siteId: siteIdOf(this.#socket),
			personName: 'Nguyễn Văn An',
			siteName: 'Xã Vĩnh An',
			at: Date.now()
		};
	}
}

const siteIds = new WeakMap<Socket, string>();
function siteIdOf(socket: Socket): string {
	const id = siteIds.get(socket) ?? crypto.randomUUID();
	siteIds.set(socket, id);
	return id;
}

/** Plain RTP in, one port for each stream, numbered as the generator numbers them. */
async function inject(kinds: readonly ('audio' | 'video')[]): Promise<number[]> {
	return Promise.all(
		kinds.map(async (kind, index) => {
			const transport = await router.createPlainTransport({
				listenInfo: { protocol: 'udp', ip: host, ...sizes },
				comedia: true,
				rtcpMux: true
			});
			const ssrc = index + 1;
			const rtpParameters = kind === 'audio' ? audioParameters(ssrc) : videoParameters('VP8', ssrc);
			const producer = await transport.produce({ kind, rtpParameters });
			producers.set(producer.id, producer);
			return transport.tuple.localPort;
		})
	);
}

const http = createServer();
const pages = new Map<Socket, Page>();
const server = new Server(http, { path: socketPath, transports: [...socketTransports], serveClient: false });
server.on('connection', (socket) => {
	pages.set(socket, new Page(socket));
	socket.once('disconnect', () => pages.delete(socket));
});

const order = v.object({ inject: v.array(v.picklist(['audio', 'video'])) });
process.on('message', async (raw) => process.send?.({ ports: await inject(v.parse(order, raw).inject) }));
process.on('disconnect', () => process.exit(0));
http.listen(Number(port), host, () => process.send?.({ workerPid: worker.pid }));
