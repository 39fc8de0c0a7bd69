// Every way to encrypt that the worker offers, against a second implementation: which of them a page gets is
// settled in its handshake, so the gate's peer meets only one.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaCodecs } from '#media/rtc/codecs.ts';
import { eventually } from '../../tests/support/media/eventually.ts';
import {
	headerLength,
	isRtcp,
	keyFrameRequests,
	ssrcOf,
	writeKeyFrameRequest,
	writePacket
} from '../../tests/support/media/rtp.ts';
import { videoParameters } from '../../tests/support/media/sender.ts';
import { allSuites, Srtp, type Suite } from '../../tests/support/media/srtp.ts';

const host = '127.0.0.1';
const ssrc = 7777;
/** Under which the worker asks a line how much it takes. */
const probationSsrc = 1234;
// One block, several, a full packet.
const sizes = [16, 40, 1100];

let worker: types.Worker;
beforeAll(async () => {
	const workerBin = process.env.MEDIASOUP_WORKER_BIN;
	worker = await mediasoup.createWorker({ logLevel: 'error', ...(workerBin ? { workerBin } : {}) });
});
afterAll(() => worker.close());

/** A flow of our own through the worker and back: what we send comes back under another SSRC. */
async function openFlow(suite: Suite) {
	const router = await worker.createRouter({ mediaCodecs });
	const transport = await router.createPlainTransport({
		listenInfo: { protocol: 'udp', ip: host },
		comedia: true,
		rtcpMux: true,
		enableSrtp: true,
		srtpCryptoSuite: suite
	});
	const keyBase64 = randomBytes(Srtp.keyLength(suite)).toString('base64');
	await transport.connect({ srtpParameters: { cryptoSuite: suite, keyBase64 } });
	const socket = createSocket('udp4');
	socket.connect(transport.tuple.localPort, host);
	await once(socket, 'connect');
	const incoming = new Srtp(suite, transport.srtpParameters?.keyBase64 ?? '');
	const payloads: Buffer[] = [];
	const keyFramesAsked: number[] = [];
	socket.on('message', (message) => {
		if (isRtcp(message)) keyFramesAsked.push(...keyFrameRequests(incoming.unprotectRtcp(message)));
		else {
			if (ssrcOf(message) === probationSsrc) return;
			const packet = incoming.unprotect(message);
			payloads.push(packet.subarray(headerLength(packet)));
		}
	});
	const rtpParameters = videoParameters('VP8', ssrc);
	const producer = await transport.produce({ kind: 'video', rtpParameters });
	const { rtpCapabilities } = router;
	const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities });
	const close = () => {
		socket.close();
		router.close();
	};
	return { outgoing: new Srtp(suite, keyBase64), socket, consumer, payloads, keyFramesAsked, close };
}

function videoPacket(sequence: number, size: number): Buffer {
	const payload = randomBytes(size);
	// "Start of a key frame", which a consumer waits for.
	payload.set([0x10, 0x00]);
	return writePacket({ payloadType: 96, sequence, timestamp: sequence * 3000, ssrc, marker: true, payload });
}

const beginningOf = (payload: Buffer) => payload.toString('hex', 0, 16);

test.each(allSuites)('media and reports pass both ways with %s, forged packets do not', async (suite) => {
	const { outgoing, socket, consumer, payloads, keyFramesAsked, close } = await openFlow(suite);
	const sent: Buffer[] = [];
	for (let sequence = 0; sequence < 30; sequence++) {
		const packet = videoPacket(2 * sequence, sizes[sequence % sizes.length] ?? 0);
		socket.send(outgoing.protect(packet));
		sent.push(packet.subarray(12));
		const forged = outgoing.protect(videoPacket(2 * sequence + 1, 40));
		forged.writeUInt8(forged.readUInt8(30) ^ 1, 30);
		socket.send(forged);
	}
	await eventually(() => payloads.length).toBe(sent.length);
	expect(payloads.map(beginningOf)).toEqual(sent.map(beginningOf));

	await consumer.requestKeyFrame();
	await eventually(() => keyFramesAsked).toContain(ssrc);

	await consumer.enableTraceEvent(['pli']);
	const heard = once(consumer, 'trace');
	const asked = consumer.rtpParameters.encodings?.[0]?.ssrc ?? 0;
	socket.send(outgoing.protectRtcp(writeKeyFrameRequest(asked)));
	expect(await heard).toMatchObject([{ type: 'pli', direction: 'in' }]);
	close();
});
