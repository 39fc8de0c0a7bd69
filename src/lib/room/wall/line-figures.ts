// What a browser's statistics say of the line: delay, loss and bitrate between two looks. Pure.
import * as v from 'valibot';
import type { LineReport } from '#lib/protocol/wall.ts';

const quantity = v.optional(v.number(), 0);
const entry = v.variant('type', [
	v.object({
		type: v.literal('candidate-pair'),
		nominated: v.optional(v.boolean(), false),
		currentRoundTripTime: v.optional(v.number())
	}),
	v.object({
		type: v.literal('inbound-rtp'),
		packetsReceived: quantity,
		packetsLost: quantity,
		bytesReceived: quantity
	}),
	v.object({ type: v.literal('outbound-rtp'), bytesSent: quantity }),
	v.object({ type: v.literal('remote-inbound-rtp'), fractionLost: v.optional(v.number()) })
]);

/** At one moment, summed over all that runs. */
export type LineCounters = {
	/** Milliseconds of a clock. */
	at: number;
	received: number;
	lost: number;
	bytesIn: number;
	bytesOut: number;
	/** Seconds; the longest. */
	delay: number | null;
	/** Share, as the other side says; the worst. */
	lossOut: number | null;
};

export function countersOf(entries: Iterable<unknown>, at: number): LineCounters {
	const sum: LineCounters = {
		at,
		received: 0,
		lost: 0,
		bytesIn: 0,
		bytesOut: 0,
		delay: null,
		lossOut: null
	};
	for (const raw of entries) {
		const parsed = v.safeParse(entry, raw);
		if (!parsed.success) continue;
		const { output } = parsed;
		if (output.type === 'candidate-pair' && output.nominated) {
			sum.delay = larger(sum.delay, output.currentRoundTripTime);
		} else if (output.type === 'inbound-rtp') {
			sum.received += output.packetsReceived;
			sum.lost += output.packetsLost;
			sum.bytesIn += output.bytesReceived;
		} else if (output.type === 'outbound-rtp') sum.bytesOut += output.bytesSent;
		else if (output.type === 'remote-inbound-rtp') sum.lossOut = larger(sum.lossOut, output.fractionLost);
	}
	return sum;
}

type Figures = Pick<LineReport, 'delay' | 'lossIn' | 'lossOut' | 'bitrateIn' | 'bitrateOut'>;

/** Streams that ended meanwhile take their counts with them: what would be negative is not known. */
export function figuresOf(before: LineCounters | undefined, now: LineCounters): Figures {
	const delay = now.delay === null ? null : now.delay * 1000;
	const lossOut = now.lossOut === null ? null : Math.min(100, Math.max(0, now.lossOut * 100));
	if (before === undefined || now.at <= before.at) {
		return { delay, lossOut, lossIn: null, bitrateIn: null, bitrateOut: null };
	}
	const seconds = (now.at - before.at) / 1000;
	const lost = Math.max(0, now.lost - before.lost);
	const received = now.received - before.received;
	const rate = (bytes: number) => (bytes < 0 ? null : (bytes * 8) / seconds);
	return {
		delay,
		lossOut,
		lossIn: received < 0 || lost + received === 0 ? null : (100 * lost) / (lost + received),
		bitrateIn: rate(now.bytesIn - before.bytesIn),
		bitrateOut: rate(now.bytesOut - before.bytesOut)
	};
}

function larger(one: number | null, other: number | undefined): number | null {
	if (other === undefined) return one;
	return one === null ? other : Math.max(one, other);
}
