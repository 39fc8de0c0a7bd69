// Looks at the line of one page every two seconds, as far as the media worker knows it.
import type { types } from 'mediasoup';
import type { Questions } from '../../rtc/questions.ts';
import { anew, healthy, nextHealth, type LineHealth, type Sample } from './line-health.ts';

/** Milliseconds. */
export const interval = 2000;

type Given = {
	transport: Pick<types.WebRtcTransport, 'closed' | 'dtlsState' | 'getStats'>;
	/** What flows over it, and the pictures that are held back. */
	consumers: () => types.Consumer[];
	/** Of the worker that the transport lives on; none when that worker is gone. */
	questions: () => Questions | undefined;
	changed: (audioOnly: boolean, sample: Sample) => void;
};

/** What is known of a line, whatever transport is made over it. */
export type Known = {
	health: LineHealth;
	/** As it was believed last. */
	bitrate: number | undefined;
};

export class LineWatch {
	readonly #given: Given;
	readonly #timer: NodeJS.Timeout;
	#health: LineHealth;
	#bitrate: number | undefined;
	#looking = false;

	/** A worker that died takes the transport with it; the line is the same as before. */
	constructor(given: Given, known: Known = { health: healthy, bitrate: undefined }) {
		this.#given = given;
		this.#health = anew(known.health);
		this.#bitrate = known.bitrate;
		this.#timer = setInterval(() => {
			// A worker that is slow to answer gets no second question.
			if (!this.#looking) void this.#look();
		}, interval);
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	get known(): Known {
		return { health: this.#health, bitrate: this.#bitrate };
	}

	async #look(): Promise<void> {
		const { transport, questions } = this.#given;
		if (transport.dtlsState !== 'connected') return;
		this.#looking = true;
		try {
			// Between the end of its worker and its own, and while it waits for its turn, it may close.
			await questions()?.ask(async () => {
				if (!transport.closed) await this.#sample();
			});
		} catch (error) {
			// Its worker died or it was closed, which others tell.
			if (!transport.closed) throw error;
		} finally {
			this.#looking = false;
		}
	}

	async #sample(): Promise<void> {
		const { transport, consumers, changed } = this.#given;
		const own = consumers();
		const [[stats], reported] = await Promise.all([transport.getStats(), reportedLoss(own)]);
		if (transport.closed || stats === undefined) return;
		// Feedback on the whole transport comes with pictures only; without them its last word is an old one.
		const measured = this.#health.audioOnly ? 0 : (stats.rtpPacketLossSent ?? 0);
		const sample = {
			bitrate: stats.availableOutgoingBitrate,
			loss: Math.max(measured, reported),
			pictures: own.some(({ kind }) => kind === 'video')
		};
		this.#bitrate = sample.bitrate ?? this.#bitrate;
		const before = this.#health.audioOnly;
		this.#health = nextHealth(this.#health, sample);
		if (this.#health.audioOnly !== before) changed(this.#health.audioOnly, sample);
	}
}

/** As the receiver tells of one stream, for they share the line. */
async function reportedLoss(consumers: types.Consumer[]): Promise<number> {
	const flowing = consumers.filter(({ paused, producerPaused }) => !paused && !producerPaused);
	// Pictures are reported on more often.
	const one = flowing.find(({ kind }) => kind === 'video') ?? flowing[0];
	if (one === undefined) return 0;
	const stats = await statsOf(one);
	const lost = stats.find(({ type }) => type === 'outbound-rtp')?.fractionLost ?? 0;
	return Math.max(0, lost / 256 - lostBefore(one));
}

/** None of what the worker has closed before the question reached it: its speaker left the stage in that moment. */
async function statsOf(consumer: types.Consumer) {
	try {
		return await consumer.getStats();
	} catch (error) {
		if (!consumer.closed) throw error;
		return [];
	}
}

/**
 * What the sender's own line had lost is not this line's fault. The worker's score is the fourth power of the share
 * that arrived, in tenths.
 */
function lostBefore({ score }: types.Consumer): number {
	return 1 - (score.producerScore / 10) ** 0.25;
}
