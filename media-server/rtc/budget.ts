// How many packets a second one page of a meeting costs the worker that it receives from. Pure. Every figure follows from
// how pages send (src/lib/room/media/encodings.ts; 25 pictures a second, 1100 bytes of payload in a packet), and their sum
// is what bench `meeting` counted in a chaired meeting of 253 sites: 335 with two voices (docs/performance.md).
import type { Source } from '#lib/protocol/values.ts';

/** The simulcast layers of a camera: 180p, 360p and 720p. */
export type PictureSize = 0 | 1 | 2;
export const largestSize: PictureSize = 2;

/** Packets a second when no picture comes larger than this. */
export type Cost = Readonly<Record<PictureSize, number>>;

/** Something on the stage, as it is sent to a page. */
export type Flowing = {
	source: Source;
	/** Off by its page: then nothing flows. */
	paused: boolean;
	/** Undefined for what comes in one size only. */
	size: PictureSize | undefined;
};

/** 150 kbit/s are less than a packet for each picture, 500 kbit/s nearly three, 1.5 Mbit/s seven. */
const cameraPackets: Cost = { 0: 30, 1: 65, 2: 170 };
/** 2 Mbit/s, which a page that scrolls or a film takes; one that stands still is nearly nothing, for a while. */
const screenPackets = 230;
/** One in 20 ms, in silence, too: pages send without DTX. */
const voicePackets = 50;

export function pageCost(stage: readonly Flowing[]): Cost {
	const flowing = stage.filter(({ paused }) => !paused);
	const upTo = (largest: PictureSize) => flowing.reduce((sum, one) => sum + packetsOf(one, largest), 0);
	return { 0: upTo(0), 1: upTo(1), 2: upTo(2) };
}

function packetsOf({ source, size }: Flowing, largest: PictureSize): number {
	if (source === 'screen') return screenPackets;
	if (source !== 'camera') return voicePackets;
	if (size === undefined) return cameraPackets[largestSize];
	return cameraPackets[size < largest ? size : largest];
}

const camera = (size: PictureSize): Flowing => ({ source: 'camera', paused: false, size });
const voice: Flowing = { source: 'microphone', paused: false, size: undefined };

/** Of a page while somebody has the floor: that one large, the chair small, three voices. 385 packets a second. */
export const chairedPackets = pageCost([camera(2), camera(1), voice, voice, voice])[largestSize];

/**
 * What a page is let in for. Never less than a chaired meeting: before the opening nothing flows, and when the first one
 * gets the floor it is too late to send pages away.
 */
export function reservedFor(cost: Cost): Cost {
	const reserved = (packets: number) => Math.max(chairedPackets, packets);
	return { 0: reserved(cost[0]), 1: reserved(cost[1]), 2: reserved(cost[2]) };
}
