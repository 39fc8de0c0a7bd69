// The clock of a picture that comes in several sizes.
import type { types } from 'mediasoup';
import * as v from 'valibot';

/**
 * mediasoup tells a sender's clock from three reports (RTCP, RFC 3550, 6.4.1) and keeps it with the next packet; the
 * fourth report of the same size comes after that.
 */
const reportsNeeded = 4;
const smallest = 0;
const report = v.object({ ssrc: v.number() });
const clocks = new WeakMap<types.Producer, Clock>();

/**
 * Each size has timestamps of its own that begin anywhere, and the sender's reports join them to one clock. Whoever
 * begins with a size that goes before it has reported gets times that leap by hours with the next one, forwards or
 * back, or no next one; a file with those is lost. The smallest size stays, whatever the sender's line does.
 */
export class Clock {
	/** The largest size that has reported. */
	largestKnown: number | undefined;
	/** Resolves when the smallest has; never when the producer ends before. */
	readonly whenKnown: Promise<void>;

	static of(producer: types.Producer): Clock {
		const clock = clocks.get(producer) ?? new Clock(producer);
		clocks.set(producer, clock);
		return clock;
	}

	private constructor(producer: types.Producer) {
		const { promise, resolve } = Promise.withResolvers<void>();
		this.whenKnown = promise;
		const reports = new Map<number, number>();
		producer.on('trace', ({ type, info }) => {
			if (type !== 'sr') return;
			const { ssrc } = v.parse(report, info);
			const size = producer.score.find((stream) => stream.ssrc === ssrc)?.encodingIdx;
			if (size === undefined) return;
			const count = (reports.get(size) ?? 0) + 1;
			reports.set(size, count);
			if (count < reportsNeeded) return;
			this.largestKnown = Math.max(size, this.largestKnown ?? smallest);
			if (size === smallest) resolve();
		});
		// Refused when the producer has just been closed, of which nothing more is recorded.
		producer.enableTraceEvent(['sr']).catch(() => undefined);
	}
}
