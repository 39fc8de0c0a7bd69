// Whether a page's line can take pictures. Sound comes first: a line that loses much, or has no room for the smallest
// picture, keeps the sound alone. Pure; one sample every two seconds.

export type Sample = {
	/** Bits a second that the line is believed to take; undefined where the browser does not say. */
	bitrate: number | undefined;
	/** Share of packets lost on this line, from 0 to 1. */
	loss: number;
	/** Pictures flow, or would if they were not held back. */
	pictures: boolean;
};

export type LineHealth = {
	audioOnly: boolean;
	/** Samples in a row. */
	weak: number;
	good: number;
	/** Good samples after which pictures are tried again; doubled each time that the try fails. */
	hold: number;
};

/** The smallest picture (180p, about 100 kbit/s) and three voices. */
const leastBitrate = 180_000;
const muchLoss = 0.15;
const littleLoss = 0.05;

const weakBefore = 3;
const firstHold = 8;
const longestHold = 128;
/** After so many samples with pictures, earlier failures are forgotten. */
const proven = 60;

export const healthy: LineHealth = { audioOnly: false, weak: 0, good: 0, hold: firstHold };

/** Over another transport: what was found stands, but the last bad moments may have been those of a dying worker. */
export function anew(health: LineHealth): LineHealth {
	return { ...health, weak: 0 };
}

export function nextHealth(health: LineHealth, sample: Sample): LineHealth {
	if (!sample.pictures) return { ...health, weak: 0 };
	return health.audioOnly ? recovering(health, sample) : carrying(health, sample);
}

function carrying(health: LineHealth, { bitrate, loss }: Sample): LineHealth {
	// The estimate alone is no witness: a PC whose processor is full answers late, and a good line is believed narrow.
	const isNarrow = bitrate !== undefined && bitrate < leastBitrate && loss > littleLoss;
	const isWeak = loss > muchLoss || isNarrow;
	if (!isWeak) {
		const good = health.good + 1;
		return { ...health, weak: 0, good, hold: good >= proven ? firstHold : health.hold };
	}
	const weak = health.weak + 1;
	return { ...health, weak, good: 0, audioOnly: weak >= weakBefore };
}

/** What a line can take is not known while nothing but sound is sent over it: only loss speaks against a try. */
function recovering(health: LineHealth, { loss }: Sample): LineHealth {
	const good = loss < littleLoss ? health.good + 1 : 0;
	if (good < health.hold) return { ...health, weak: 0, good };
	return { audioOnly: false, weak: 0, good: 0, hold: Math.min(longestHold, health.hold * 2) };
}
