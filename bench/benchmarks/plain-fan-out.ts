// One worker of the product with nothing around it: one stream in, encrypted copies out, no ICE and no DTLS.
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { mediaCodecs } from '#media/rtc/codecs.ts';
import { wantedBuffer } from '#media/rtc/socket-buffers.ts';
import { writePacket } from '../../tests/support/media/rtp.ts';
import { videoParameters } from '../../tests/support/media/sender.ts';
import type { Floor } from '../floor/floor.ts';
import { withoutEstimate } from '../generator/capabilities.ts';
import { pin, readDrops } from '../report/machine.ts';
import { measure, type Used } from '../report/meter.ts';

const host = '127.0.0.1';
const ssrc = 7777;
const packetsPerSecond = 300;
const ticksPerSecond = 100;
const srtp = 'AEAD_AES_128_GCM' as const;
const keyBytes = 28;
const drains = 300;

export type FanOutRound = { cost: number; delivered: number; sourceShare: number; used: Used };

export class PlainFanOut {
	readonly #worker: types.Worker;
	readonly #socket: Socket;
	readonly #copies: number;
	readonly #to: number;
	#sequence = 0;

	private constructor(worker: types.Worker, socket: Socket, copies: number, to: number) {
		this.#worker = worker;
		this.#socket = socket;
		this.#copies = copies;
		this.#to = to;
	}

	/** All copies go to one port of this machine. */
	static async start(core: number, copies: number, to: number): Promise<PlainFanOut> {
		const workerBin = process.env.MEDIASOUP_WORKER_BIN;
		const worker = await mediasoup.createWorker({ logLevel: 'none', ...(workerBin ? { workerBin } : {}) });
		pin(worker.pid, String(core));
		const router = await worker.createRouter({ mediaCodecs });
		const input = await router.createPlainTransport({
			listenInfo: { protocol: 'udp', ip: host, recvBufferSize: wantedBuffer },
			comedia: true,
			rtcpMux: true
		});
		const rtpParameters = videoParameters('VP8', ssrc);
		const producer = await input.produce({ kind: 'video', rtpParameters });
		for (let copy = 0; copy < copies; copy++) await addCopy(router, producer, to);
		const socket = createSocket('udp4');
		socket.connect(input.tuple.localPort, host);
		await once(socket, 'connect');
		return new PlainFanOut(worker, socket, copies, to);
	}

	async round(floor: Floor, core: number, bytes: number, seconds: number): Promise<FanOutRound> {
		const drain = await floor.drain(core, this.#to);
		const done = measure(() => ({ worker: [this.#worker.pid] }));
		const sent = await this.#send(bytes, seconds);
		await pause(drains);
		const used = done();
		// What the worker sent and a starved drain could not take has cost the worker all the same.
		const overflown = readDrops(this.#to);
		const packets = await drain.end();
		return {
			cost: ((used.by.worker?.cpu ?? 0) * 1e6) / (packets + overflown),
			delivered: packets / (sent * this.#copies),
			sourceShare: sent / (packetsPerSecond * seconds),
			used
		};
	}

	close(): void {
		this.#socket.close();
		this.#worker.close();
	}

	async #send(bytes: number, seconds: number): Promise<number> {
		// The first bytes say "start of a key frame", which a consumer waits for.
		const payload = Buffer.alloc(bytes - 12);
		payload[0] = 0x10;
		const started = performance.now();
		let sent = 0;
		for (let tick = 1; tick <= seconds * ticksPerSecond; tick++) {
			for (; sent < (tick * packetsPerSecond) / ticksPerSecond; sent++) {
				const sequence = this.#sequence++;
				const packet = { payloadType: 96, sequence, timestamp: sequence * 300, ssrc, marker: true, payload };
				this.#socket.send(writePacket(packet));
			}
			await pause(Math.max(0, started + (tick * 1000) / ticksPerSecond - performance.now()));
		}
		return sent;
	}
}

async function addCopy(router: types.Router, producer: types.Producer, to: number): Promise<void> {
	const transport = await router.createPlainTransport({
		listenIp: host,
		rtcpMux: true,
		enableSrtp: true,
		srtpCryptoSuite: srtp
	});
	const keyBase64 = randomBytes(keyBytes).toString('base64');
	await transport.connect({ ip: host, port: to, srtpParameters: { cryptoSuite: srtp, keyBase64 } });
	await transport.consume({
		producerId: producer.id,
		rtpCapabilities: withoutEstimate(router.rtpCapabilities)
	});
}
