// What the worker hands to the kernel in one call (sources/include/handles/DatagramBatch.hpp) comes out as the same
// packets in the same order, whatever their sizes.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaCodecs } from '#media/rtc/codecs.ts';
import { eventually } from '../../tests/support/media/eventually.ts';
import { headerLength, isRtcp, ssrcOf, writePacket } from '../../tests/support/media/rtp.ts';
import { videoParameters } from '../../tests/support/media/sender.ts';

const host = '127.0.0.1';
const ssrc = 4242;
const viewers = 3;

let worker: types.Worker;
let router: types.Router;
let source: Socket;
let producer: types.Producer;
beforeAll(async () => {
	const workerBin = process.env.MEDIASOUP_WORKER_BIN;
	worker = await mediasoup.createWorker({ logLevel: 'error', ...(workerBin ? { workerBin } : {}) });
	router = await worker.createRouter({ mediaCodecs });
	const listenInfo = { protocol: 'udp', ip: host } as const;
	const into = await router.createPlainTransport({ listenInfo, comedia: true, rtcpMux: true });
	source = createSocket('udp4');
	source.connect(into.tuple.localPort, host);
	await once(source, 'connect');
	producer = await into.produce({ kind: 'video', rtpParameters: videoParameters('VP8', ssrc) });
});
afterAll(() => {
	source.close();
	worker.close();
});

/** All of a viewer's payloads as they came. */
async function view(from: types.PlainTransport): Promise<string[]> {
	const socket = createSocket('udp4');
	socket.bind(0, host);
	await once(socket, 'listening');
	const payloads: string[] = [];
	await from.connect({ ip: host, port: socket.address().port });
	const { rtpCapabilities } = router;
	const consumer = await from.consume({ producerId: producer.id, rtpCapabilities });
	const own = consumer.rtpParameters.encodings?.[0]?.ssrc;
	socket.on('message', (message) => {
		if (isRtcp(message) || ssrcOf(message) !== own) return;
		payloads.push(message.subarray(headerLength(message)).toString('hex'));
	});
	socket.unref();
	return payloads;
}

const pictures: [string, number[]][] = [
	['of equal packets', [1100, 1100, 1100, 1100, 1100, 1100, 1100]],
	['whose last packet is short', [1100, 1100, 1100, 200]],
	['whose packets grow by a byte', [900, 900, 901, 901, 902]],
	['whose packets shrink', [1200, 1000, 800, 600]],
	['of one packet', [500]],
	['of more packets than one call takes', Array<number>(40).fill(1000)],
	['of long and short ones in turns', [1100, 40, 1100, 40, 1100, 1100]]
];

test('pictures come whole and in order to every viewer', async () => {
	const seen = await Promise.all(
		Array.from({ length: viewers }, async () => {
			const listenInfo = { protocol: 'udp', ip: host } as const;
			return view(await router.createPlainTransport({ listenInfo, rtcpMux: true }));
		})
	);
	const sent: string[] = [];
	let sequence = 0;
	for (const [, sizes] of pictures) {
		const timestamp = sequence * 3000;
		for (const [index, size] of sizes.entries()) {
			const payload = Buffer.alloc(size, sequence);
			// "Start of a key frame", which a consumer waits for.
			payload.set([0x10, 0x00]);
			const marker = index === sizes.length - 1;
			const packet = { payloadType: 96, sequence: sequence++, timestamp, ssrc, marker, payload };
			sent.push(payload.toString('hex'));
			source.send(writePacket(packet));
		}
		for (const payloads of seen) await eventually(() => payloads.length).toBe(sent.length);
	}
	for (const payloads of seen) expect(payloads).toEqual(sent);
});
