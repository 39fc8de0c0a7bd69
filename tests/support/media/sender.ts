// A camera or a microphone: sends the clip over and over at its own pace, answers requests for key frames.
import type { CommandMessage } from '../../../src/lib/protocol/commands.ts';
import {
	audioClock,
	audioPacketMs,
	cameraFrames,
	framesPerSecond,
	microphonePackets,
	videoClock,
	type VideoCodec
} from './clip.ts';
import { levelExtensionId, writePacket, writeSenderReport } from './rtp.ts';

type RtpParameters = CommandMessage<'producer:create'>['rtpParameters'];

export interface Sender {
	readonly kind: 'audio' | 'video';
	readonly rtpParameters: RtpParameters;
	readonly keyFramesAsked: number;
	/** Packets so far. */
	readonly sent: number;
	start(send: (packet: Buffer) => void): Promise<void>;
	onKeyFrameRequest(ssrc: number): void;
	stop(): void;
}

const speechLevel = 20;
const largestWidth = 320;

const payloadTypes = { VP8: 96, H264: 102 } as const;
const formats = {
	VP8: {},
	H264: {
		parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 }
	}
} as const;

export const videoParameters = (codec: VideoCodec, ...ssrcs: number[]): RtpParameters => ({
	codecs: [
		{
			mimeType: `video/${codec}`,
			payloadType: payloadTypes[codec],
			clockRate: videoClock,
			...formats[codec],
			rtcpFeedback: [
				{ type: 'nack', parameter: 'pli' },
				{ type: 'ccm', parameter: 'fir' }
			]
		}
	],
	encodings: ssrcs.map((ssrc) => ({ ssrc })),
	rtcp: { cname: `camera-${ssrcs[0]}` }
});

export const audioParameters = (ssrc: number): RtpParameters => ({
	codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: audioClock, channels: 2 }],
	headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelExtensionId }],
	encodings: [{ ssrc }],
	rtcp: { cname: `microphone-${ssrc}` }
});

/** What a camera does not do always: so many of its sizes come, the smallest first, and so many of them report their clocks. */
export type Warming = { sizes: number; reporting: number };

/** Each size has a clock of its own, as those of browsers have; in ticks, some hours. */
const clocksApart = 1_080_000_000;

/** With several SSRCs a camera that sends its picture in as many sizes, the largest last. */
export function videoSender(
	codec: VideoCodec,
	ssrcs: number[],
	warming: Warming = { sizes: ssrcs.length, reporting: ssrcs.length }
): Sender {
	const sizes = ssrcs.map((ssrc, index) => ({
		ssrc,
		clock: index * clocksApart,
		width: largestWidth / 2 ** (ssrcs.length - 1 - index),
		next: 0,
		sequence: 0
	}));
	let asked = 0;
	let timer: NodeJS.Timeout | undefined;
	return {
		kind: 'video',
		rtpParameters: videoParameters(codec, ...ssrcs),
		get keyFramesAsked() {
			return asked;
		},
		get sent() {
			return sizes.reduce((sum, { sequence }) => sum + sequence, 0);
		},
		async start(send) {
			const clips = await Promise.all(sizes.map(({ width }) => cameraFrames(width, codec)));
			timer = every(1000 / framesPerSecond, (count) => {
				for (const [index, size] of sizes.slice(0, warming.sizes).entries()) {
					const frames = clips[index] ?? [];
					const { ssrc } = size;
					const timestamp = size.clock + Math.round((count * videoClock) / framesPerSecond);
					const reports = index < warming.reporting && count % framesPerSecond === 0;
					if (reports) send(writeSenderReport({ ssrc, timestamp, at: Date.now() }));
					const payloads = frames[size.next++ % frames.length]?.payloads ?? [];
					for (const [place, payload] of payloads.entries()) {
						const marker = place === payloads.length - 1;
						const sequence = size.sequence++;
						const payloadType = payloadTypes[codec];
						send(writePacket({ payloadType, sequence, timestamp, ssrc, marker, payload }));
					}
				}
			});
		},
		onKeyFrameRequest(wanted) {
			for (const size of sizes.filter(({ ssrc }) => ssrc === wanted)) {
				asked++;
				size.next = 0;
			}
		},
		stop: () => clearInterval(timer)
	};
}

export function audioSender(ssrc: number): Sender {
	let sent = 0;
	let timer: NodeJS.Timeout | undefined;
	return {
		kind: 'audio',
		rtpParameters: audioParameters(ssrc),
		keyFramesAsked: 0,
		get sent() {
			return sent;
		},
		async start(send) {
			const packets = await microphonePackets();
			timer = every(audioPacketMs, (count) => {
				const payload = packets[count % packets.length];
				if (payload === undefined) return;
				sent++;
				const timestamp = (count * audioClock * audioPacketMs) / 1000;
				const level = speechLevel;
				send(
					writePacket({ payloadType: 111, sequence: count, timestamp, ssrc, marker: false, payload, level })
				);
			});
		},
		onKeyFrameRequest: () => undefined,
		stop: () => clearInterval(timer)
	};
}

/** Calls at a steady pace on average, catching up after a delay as an encoder's queue would. */
function every(milliseconds: number, work: (count: number) => void): NodeJS.Timeout {
	const started = performance.now();
	let count = 0;
	return setInterval(() => {
		const due = Math.floor((performance.now() - started) / milliseconds);
		while (count < due) work(count++);
	}, milliseconds / 2);
}
