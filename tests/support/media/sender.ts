// A camera or a microphone: sends the clip over and over at its own pace, answers requests for key frames.
import type { CommandMessage } from '../../../src/lib/protocol/commands.ts';
import {
	audioClock,
	audioPacketMs,
	cameraFrames,
	framesPerSecond,
	microphonePackets,
	videoClock
} from './clip.ts';
import { levelExtensionId, writePacket } from './rtp.ts';

type RtpParameters = CommandMessage<'producer:create'>['rtpParameters'];

export interface Sender {
	readonly kind: 'audio' | 'video';
	readonly rtpParameters: RtpParameters;
	readonly keyFramesAsked: number;
	/** Packets so far. */
	readonly sent: number;
	start(send: (packet: Buffer) => void): Promise<void>;
	onKeyFrameRequest(): void;
	stop(): void;
}

const speechLevel = 20;

export const videoParameters = (ssrc: number): RtpParameters => ({
	codecs: [
		{
			mimeType: 'video/VP8',
			payloadType: 96,
			clockRate: videoClock,
			rtcpFeedback: [
				{ type: 'nack', parameter: 'pli' },
				{ type: 'ccm', parameter: 'fir' }
			]
		}
	],
	encodings: [{ ssrc }],
	rtcp: { cname: `camera-${ssrc}` }
});

export const audioParameters = (ssrc: number): RtpParameters => ({
	codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: audioClock, channels: 2 }],
	headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelExtensionId }],
	encodings: [{ ssrc }],
	rtcp: { cname: `microphone-${ssrc}` }
});

export function videoSender(ssrc: number): Sender {
	let next = 0;
	let asked = 0;
	let sequence = 0;
	let timer: NodeJS.Timeout | undefined;
	return {
		kind: 'video',
		rtpParameters: videoParameters(ssrc),
		get keyFramesAsked() {
			return asked;
		},
		get sent() {
			return sequence;
		},
		async start(send) {
			const frames = await cameraFrames();
			timer = every(1000 / framesPerSecond, (count) => {
				const frame = frames[next++ % frames.length];
				frame?.payloads.forEach((payload, index) => {
					const marker = index === frame.payloads.length - 1;
					const timestamp = Math.round((count * videoClock) / framesPerSecond);
					send(writePacket({ payloadType: 96, sequence: sequence++, timestamp, ssrc, marker, payload }));
				});
			});
		},
		onKeyFrameRequest() {
			asked++;
			next = 0;
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
