// Looks at the line of one page every two seconds, as far as the media worker knows it.
import type { types } from 'mediasoup';
import { healthy, nextHealth, type LineHealth, type Sample } from './line-health.ts';

const interval = 2000;

type Given = {
	transport: types.WebRtcTransport;
	/** What flows over it, and the pictures that are held back. */
	consumers: () => types.Consumer[];
	/** When it is this line's turn. */
	ask: <T>(question: () => Promise<T>) => Promise<T>;
	changed: (audioOnly: boolean, sample: Sample) => void;
};

export class LineWatch {
	readonly #given: Given;
	readonly #timer: NodeJS.Timeout;
	#health: LineHealth = healthy;
	#looking = false;

	constructor(given: Given) {
		this.#given = given;
		this.#timer = setInterval(() => {
			// A worker that is slow to answer gets no second question.
			if (!this.#looking) void this.#look();
		}, interval);
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	async #look(): Promise<void> {
		const { transport, consumers, ask, changed } = this.#given;
		if (transport.dtlsState !== 'connected') return;
		this.#looking = true;
		try {
			const { own, stats, reported } = await ask(async () => {
				const own = consumers();
				const [[stats], reported] = await Promise.all([transport.getStats(), reportedLoss(own)]);
				return { own, stats, reported };
			});
			if (transport.closed || stats === undefined) return;
			// Feedback on the whole transport comes with pictures only; without them its last word is an old one.
			const measured = this.#health.audioOnly ? 0 : (stats.rtpPacketLossSent ?? 0);
			const sample = {
				bitrate: stats.availableOutgoingBitrate,
				loss: Math.max(measured, reported),
				pictures: own.some(({ kind }) => kind === 'video')
			};
			const before = this.#health.audioOnly;
			this.#health = nextHealth(this.#health, sample);
			if (this.#health.audioOnly !== before) changed(this.#health.audioOnly, sample);
		} catch (error) {
			// Its worker died or it was closed, which others tell.
			if (!transport.closed) throw error;
		} finally {
			this.#looking = false;
		}
	}
}

/** As the receiver tells of one stream, for they share the line. */
async function reportedLoss(consumers: types.Consumer[]): Promise<number> {
	const flowing = consumers.filter(({ paused, producerPaused }) => !paused && !producerPaused);
	// Pictures are reported on more often.
	const one = flowing.find(({ kind }) => kind === 'video') ?? flowing[0];
	if (one === undefined) return 0;
	const stats = await one.getStats();
	const lost = stats.find(({ type }) => type === 'outbound-rtp')?.fractionLost ?? 0;
	return Math.max(0, lost / 256 - lostBefore(one));
}

/**
 * What the sender's own line had lost is not this line's fault. The worker's score is the fourth power of the share
 * that arrived, in tenths.
 */
function lostBefore({ score }: types.Consumer): number {
	return 1 - (score.producerScore / 10) ** 0.25;
}
