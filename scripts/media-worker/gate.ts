// Accepts or refuses a media worker: `node gate.ts <binary>`, exit code 0 or 1.
//
// Creating a worker, a router and a transport works even with a binary that dies in its first DTLS handshake,
// so this carries real RTP both ways between the worker and another WebRTC stack, once in each DTLS role.
import { once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import nodeDataChannel, { Audio, PeerConnection } from 'node-datachannel';

const patience = 10_000;
const wanted = 5;
const payloadType = 111;
const sampleStep = 960;
const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 } as const;

type DtlsRole = 'client' | 'server';

async function passMedia(worker: types.Worker, workerRole: DtlsRole): Promise<void> {
	const router = await worker.createRouter({ mediaCodecs: [opus] });
	const listenInfos: types.TransportListenInfo[] = [{ protocol: 'udp', ip: '127.0.0.1' }];
	const transport = await router.createWebRtcTransport({ listenInfos });
	const ssrc = workerRole === 'client' ? 1111 : 2222;
	const peer = new PeerConnection('gate', { iceServers: [], bindAddress: '127.0.0.1' });
	const media = new Audio('0', 'SendRecv');
	media.addOpusCodec(payloadType);
	media.addSSRC(ssrc, 'gate');
	const track = peer.addTrack(media);
	let received = 0;
	track.onMessage((packet) => {
		if (isRtp(packet)) received++;
	});

	const offer = await localOffer(peer);
	await transport.connect({ dtlsParameters: dtlsOf(offer, workerRole === 'client' ? 'server' : 'client') });
	peer.setRemoteDescription(answer(transport, workerRole), 'answer');
	const rtpParameters = {
		codecs: [{ mimeType: opus.mimeType, clockRate: 48_000, channels: 2, payloadType }],
		encodings: [{ ssrc }]
	};
	const producer = await transport.produce({ kind: 'audio', rtpParameters });
	await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });

	await sendUntil(
		(sequence) => track.isOpen() && track.sendMessageBinary(rtpPacket(sequence, ssrc)),
		() => received >= wanted,
		() => `as DTLS ${workerRole}: DTLS ${transport.dtlsState}, ${received} packets came back`
	);
	peer.close();
	router.close();
}

function localOffer(peer: PeerConnection): Promise<string> {
	return new Promise((resolve) => {
		peer.onGatheringStateChange((state) => {
			const description = peer.localDescription();
			if (state === 'complete' && description) resolve(description.sdp);
		});
		peer.setLocalDescription('offer');
	});
}

function dtlsOf(sdp: string, role: DtlsRole): types.DtlsParameters {
	const value = /a=fingerprint:sha-256 (\S+)/i.exec(sdp)?.[1];
	if (!value) throw new Error('the peer offered no SHA-256 fingerprint');
	return { role, fingerprints: [{ algorithm: 'sha-256', value }] };
}

function answer(transport: types.WebRtcTransport, role: DtlsRole): string {
	const fingerprint = transport.dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
	const candidates = transport.iceCandidates.map(
		(c) => `a=candidate:${c.foundation} 1 udp ${c.priority} ${c.address} ${c.port} typ ${c.type}`
	);
	return [
		'v=0',
		'o=- 1 1 IN IP4 127.0.0.1',
		's=-',
		't=0 0',
		'a=ice-lite',
		'a=group:BUNDLE 0',
		`m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
		'c=IN IP4 127.0.0.1',
		'a=mid:0',
		'a=sendrecv',
		'a=rtcp-mux',
		`a=rtpmap:${payloadType} opus/48000/2`,
		`a=ice-ufrag:${transport.iceParameters.usernameFragment}`,
		`a=ice-pwd:${transport.iceParameters.password}`,
		`a=fingerprint:sha-256 ${fingerprint?.value ?? ''}`,
		`a=setup:${role === 'client' ? 'active' : 'passive'}`,
		...candidates,
		'a=end-of-candidates',
		''
	].join('\r\n');
}

function rtpPacket(sequence: number, ssrc: number): Buffer {
	const packet = Buffer.alloc(12 + 40, 0x5a);
	packet[0] = 0x80;
	packet[1] = payloadType;
	packet.writeUInt16BE(sequence, 2);
	packet.writeUInt32BE(sequence * sampleStep, 4);
	packet.writeUInt32BE(ssrc, 8);
	return packet;
}

/** RTCP comes over the same flow; its types 192–223 sit where RTP has marker and payload type. */
function isRtp(packet: Buffer): boolean {
	const type = packet[1] ?? 0;
	return packet.length > 12 && (type < 192 || type > 223);
}

function sendUntil(
	send: (sequence: number) => void,
	done: () => boolean,
	describe: () => string
): Promise<void> {
	return new Promise((resolve, reject) => {
		const started = Date.now();
		let sequence = 0;
		const timer = setInterval(() => {
			send(sequence++);
			const late = Date.now() - started > patience;
			if (!late && !done()) return;
			clearInterval(timer);
			if (done()) resolve();
			else reject(new Error(describe()));
		}, 20);
	});
}

async function run(workerBin: string): Promise<void> {
	const worker = await mediasoup.createWorker({ workerBin, logLevel: 'error' });
	const died = once(worker, 'died').then(([cause]) => {
		throw new Error(`the worker died: ${cause instanceof Error ? cause.message : String(cause)}`);
	});
	const passed = (async () => {
		for (const role of ['server', 'client'] as const) await passMedia(worker, role);
	})();
	await Promise.race([passed, died]);
	worker.close();
}

const [binary] = process.argv.slice(2);
if (!binary) throw new Error('usage: gate.ts <media worker binary>');
try {
	await run(binary);
	console.log('media passed in both DTLS roles');
	nodeDataChannel.cleanup();
	process.exit(0);
} catch (cause) {
	console.error(cause instanceof Error ? cause.message : cause);
	process.exit(1);
}
