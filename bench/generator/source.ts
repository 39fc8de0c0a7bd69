// A camera or a microphone that sends a prepared clip over and over at its own pace.
import {
	audioClock,
	audioPacketMs,
	cameraFrames,
	microphonePackets,
	videoClock
} from '../../tests/support/media/clip.ts';
import { isRtcp, writePacket, writeSenderReport } from '../../tests/support/media/rtp.ts';
import { audioParameters, videoParameters } from '../../tests/support/media/sender.ts';
import type { Stream } from './orders.ts';

const payloadTypes = { camera: 96, microphone: 111 } as const;
const speechLevel = 20;
/** Milliseconds, and packets that leave in them at most. */
const tick = 5;
const portion = 24;

/** False for a packet that did not leave: what a dead line swallows was not sent. */
type Send = (packet: Buffer) => boolean;
/** What leaves together: the packets of one picture, or one of sound. */
type Burst = Buffer[];

export class Source {
	readonly ssrc: number;
	readonly name: Stream['source'];
	readonly #bursts: Burst[];
	readonly #interval: number;
	readonly #clock: number;
	#send: Send | undefined;
	#timer: NodeJS.Timeout | undefined;
	#next = 0;
	#count = 0;
	/** From 0 on mediasoup would take the first packet for the start of a second round, and report 65,536 as lost. */
	#sequence = 1000;
	#playedMs = 0;
	#playingSince = 0;
	sent = 0;
	keyFramesAsked = 0;

	private constructor(
		ssrc: number,
		name: Stream['source'],
		bursts: Burst[],
		interval: number,
		clock: number
	) {
		this.ssrc = ssrc;
		this.name = name;
		this.#bursts = bursts;
		this.#interval = interval;
		this.#clock = clock;
	}

	static async prepare(stream: Stream, ssrc = Math.floor(Math.random() * 0xffff_0000)): Promise<Source> {
		if (stream.source === 'microphone') {
			const bursts = (await microphonePackets()).map((packet) => [packet]);
			return new Source(ssrc, stream.source, bursts, audioPacketMs, audioClock);
		}
		const { width, quality } = stream;
		const bursts = (await cameraFrames(width, 'VP8', quality)).map(({ payloads }) => payloads);
		return new Source(ssrc, stream.source, bursts, 1000 / quality.framesPerSecond, videoClock);
	}

	get kind(): 'audio' | 'video' {
		return this.name === 'microphone' ? 'audio' : 'video';
	}

	get rtpParameters() {
		return this.kind === 'audio' ? audioParameters(this.ssrc) : videoParameters('VP8', this.ssrc);
	}

	/** Packets that should have left since the first `play`. */
	get due(): number {
		const playing = this.#timer === undefined ? 0 : performance.now() - this.#playingSince;
		const bursts = (this.#playedMs + playing) / this.#interval;
		const packets = this.#bursts.reduce((total, burst) => total + burst.length, 0);
		return (bursts * packets) / this.#bursts.length;
	}

	/** Sequence number of the last packet, rounds of 65,536 included. */
	get last(): number {
		return this.#sequence - 1;
	}

	/** Counts from now on. */
	forget(): void {
		this.sent = 0;
		this.keyFramesAsked = 0;
		this.#playedMs = 0;
	}

	attach(send: Send): void {
		this.#send = send;
	}

	/**
	 * At a steady pace on average, catching up after a delay as an encoder's queue would; a large frame leaves in
	 * portions, as browsers pace it.
	 */
	play(): void {
		if (this.#timer !== undefined) return;
		const started = performance.now();
		this.#playingSince = started;
		let played = 0;
		const queue: Buffer[] = [];
		this.#timer = setInterval(() => {
			const due = Math.floor((performance.now() - started) / this.#interval);
			for (; played < due; played++) queue.push(...this.#nextBurst());
			for (const packet of queue.splice(0, portion)) this.#emit(packet);
		}, tick);
	}

	stop(): void {
		if (this.#timer === undefined) return;
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#playedMs += performance.now() - this.#playingSince;
	}

	/** One frame, all of it now. */
	burst(): void {
		for (const packet of this.#nextBurst()) this.#emit(packet);
	}

	onKeyFrameRequest(ssrc: number): void {
		if (ssrc !== this.ssrc) return;
		this.keyFramesAsked++;
		this.#next = 0;
	}

	#emit(packet: Buffer): void {
		if (this.#send?.(packet) && !isRtcp(packet)) this.sent++;
	}

	#nextBurst(): Buffer[] {
		const payloads = this.#bursts[this.#next++ % this.#bursts.length] ?? [];
		const timestamp = Math.round((this.#count * this.#clock * this.#interval) / 1000);
		const { ssrc, kind } = this;
		const payloadType = payloadTypes[this.name];
		const level = kind === 'audio' ? { level: speechLevel } : {};
		const isTimeToReport = this.#count++ % Math.round(1000 / this.#interval) === 0;
		const packets = payloads.map((payload, place) => {
			const marker = kind === 'video' && place === payloads.length - 1;
			return writePacket({
				payloadType,
				sequence: this.#sequence++,
				timestamp,
				ssrc,
				marker,
				payload,
				...level
			});
		});
		return isTimeToReport ? [writeSenderReport({ ssrc, timestamp, at: Date.now() }), ...packets] : packets;
	}
}
