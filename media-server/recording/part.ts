// One part: a track on its way from the router over a plain transport into ffmpeg and a file.
import { randomBytes } from 'node:crypto';
import type { types } from 'mediasoup';
import type { Log } from '#lib/server/platform/log.ts';
import { sealedBye } from './bye.ts';
import { Clock } from './clock.ts';
import type { PortPairs } from './ports.ts';
import { captureAddress, captureSdp } from './sdp.ts';
import { Upkeep } from './upkeep.ts';
import { Writer } from './writer.ts';

export interface PartGiven {
	router: types.Router;
	producer: types.Producer;
	ffmpeg: string;
	file: string;
	ports: PortPairs;
	log: Log;
	/** Wall clock of the first packet. */
	onFirstPacket: (at: Date) => void;
}

const suite = 'AES_CM_128_HMAC_SHA1_80';
const keyBytes = 30;
/** Milliseconds between two requests for the key frame with which a picture begins. */
const keyFrameInterval = 1000;
/**
 * Milliseconds between key frames later on. ffmpeg asks for nothing: after a packet that was lost on the speaker's own
 * line it writes no picture until the next key frame, so this is the most that one loss costs the record.
 */
const laterKeyFrameInterval = 3_000;

export class Part {
	readonly #given: PartGiven;
	readonly #port: number;
	readonly #transport: types.PlainTransport;
	readonly #consumer: types.Consumer;
	readonly #writer: Writer;
	readonly #upkeep: Upkeep;
	/** Resolves when ffmpeg is gone, asked or not, and the file is on the disk. */
	readonly ended: Promise<void>;
	#keyFrames: NodeJS.Timeout | undefined;
	#hasPacket = false;

	private constructor(
		given: PartGiven,
		port: number,
		transport: types.PlainTransport,
		consumer: types.Consumer,
		writer: Writer
	) {
		this.#given = given;
		this.#port = port;
		this.#transport = transport;
		this.#consumer = consumer;
		this.#writer = writer;
		this.#upkeep = new Upkeep({
			...given,
			sent: () => bytesSent(consumer),
			onStuck: () => {
				given.log.error({ file: given.file }, 'ffmpeg no longer writes');
				writer.kill();
			}
		});
		this.ended = writer.ended.then(() => this.#release());
	}

	/** Resolves when everything is written that comes from now on. */
	static async open(given: PartGiven): Promise<Part> {
		const port = await given.ports.lease();
		const opened: { close(): void }[] = [];
		try {
			const transport = await openTransport(given.router, port);
			opened.push(transport);
			const consumer = await transport.consume({
				producerId: given.producer.id,
				rtpCapabilities: capabilitiesFor(given.producer, given.router),
				paused: true,
				enableRtx: false
			});
			const writer = await Writer.start({ ...given, port, sdp: sdpFor(transport, consumer, port) });
			return await new Part(given, port, transport, consumer, writer).#begun();
		} catch (error) {
			for (const one of opened) one.close();
			given.ports.release(port);
			throw error;
		}
	}

	/** The producer may have gone while ffmpeg started: then nothing of this part is left behind. */
	async #begun(): Promise<Part> {
		try {
			await this.#begin();
			return this;
		} catch (error) {
			this.#writer.kill();
			await this.ended;
			throw error;
		}
	}

	async stop(): Promise<void> {
		// Answered when all that came before is on its way; refused when the producer is gone, which is as good.
		await this.#consumer.pause().catch(() => undefined);
		await this.#writer.stop(byeFor(this.#transport, this.#consumer));
		await this.ended;
	}

	async #begin(): Promise<void> {
		const consumer = this.#consumer;
		consumer.on('trace', ({ type }) => {
			if (type !== 'rtp' || this.#hasPacket) return;
			this.#askForKeyFrames(laterKeyFrameInterval);
			this.#hasPacket = true;
			this.#given.onFirstPacket(new Date());
			// Every packet traced would cost more than the recording itself.
			consumer.enableTraceEvent([]).catch(() => undefined);
		});
		await consumer.enableTraceEvent(['rtp']);
		this.#askForKeyFrames(keyFrameInterval);
		const grow = await this.#chooseSize();
		// A picture begins with a key frame, which the resumption asks for.
		await consumer.resume();
		// Refused when the part is over.
		grow().catch(() => undefined);
	}

	/** A picture in several sizes begins with one whose clock is known, or else with the smallest until its clock is. */
	async #chooseSize(): Promise<() => Promise<void>> {
		const consumer = this.#consumer;
		const { producer } = this.#given;
		if (consumer.type !== 'simulcast') return async () => undefined;
		const clock = Clock.of(producer);
		const known = clock.largestKnown;
		await consumer.setPreferredLayers({ spatialLayer: known ?? 0 });
		return async () => {
			if (known === undefined) await clock.whenKnown;
			const spatialLayer = (producer.rtpParameters.encodings?.length ?? 1) - 1;
			await consumer.setPreferredLayers({ spatialLayer });
		};
	}

	#askForKeyFrames(interval: number): void {
		clearInterval(this.#keyFrames);
		const consumer = this.#consumer;
		if (consumer.kind !== 'video') return;
		this.#keyFrames = setInterval(() => {
			// Refused when the consumer has just been closed, which the end of the part tells anyway.
			if (!consumer.producerPaused) consumer.requestKeyFrame().catch(() => undefined);
		}, interval);
	}

	async #release(): Promise<void> {
		clearInterval(this.#keyFrames);
		this.#transport.close();
		this.#given.ports.release(this.#port);
		await this.#upkeep.stop();
	}
}

async function bytesSent(consumer: types.Consumer): Promise<number> {
	// Refused for a consumer that has just been closed, to which nothing more is sent.
	if (consumer.closed) return 0;
	const stats = await consumer.getStats();
	return stats.reduce((sum, { type, byteCount }) => (type === 'outbound-rtp' ? sum + byteCount : sum), 0);
}

async function openTransport(router: types.Router, port: number): Promise<types.PlainTransport> {
	const transport = await router.createPlainTransport({
		listenInfo: { protocol: 'udp', ip: captureAddress },
		rtcpMux: false,
		enableSrtp: true,
		srtpCryptoSuite: suite
	});
	await transport.connect({
		ip: captureAddress,
		port,
		rtcpPort: port + 1,
		// For what ffmpeg might send back, which nobody reads.
		srtpParameters: { cryptoSuite: suite, keyBase64: randomBytes(keyBytes).toString('base64') }
	});
	return transport;
}

/** The producer's own codec; no retransmission and no header extensions, for ffmpeg reads neither. */
function capabilitiesFor(producer: types.Producer, router: types.Router): types.RtpCapabilities {
	const [codec] = producer.rtpParameters.codecs;
	const own = router.rtpCapabilities.codecs?.filter(
		({ mimeType }) => mimeType.toLowerCase() === codec?.mimeType.toLowerCase()
	);
	const codecs = own?.map((one) => ({
		...one,
		rtcpFeedback: one.rtcpFeedback?.filter(({ parameter }) => parameter === 'pli' || parameter === 'fir')
	}));
	return { codecs, headerExtensions: [] };
}

function sdpFor(transport: types.PlainTransport, consumer: types.Consumer, port: number): string {
	const [codec] = consumer.rtpParameters.codecs;
	const srtp = transport.srtpParameters;
	if (codec === undefined || srtp === undefined) throw new Error('the track has no codec or no key');
	return captureSdp({ kind: consumer.kind, codec, port, srtp });
}

function byeFor(transport: types.PlainTransport, consumer: types.Consumer): Buffer | undefined {
	const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc;
	const srtp = transport.srtpParameters;
	return ssrc === undefined || srtp === undefined ? undefined : sealedBye(ssrc, srtp.keyBase64);
}
