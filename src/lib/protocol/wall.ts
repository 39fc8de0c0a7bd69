// The wall: what chair, secretary and operator see of all sites at a glance, and what pages report for it.
import * as v from 'valibot';
import { id, instant, role, text } from './values.ts';

/** Bytes; pages aim at `usualStill`. */
export const largestStill = 12_000;
export const usualStill = 5_000;

const jpegBegin = [0xff, 0xd8, 0xff];
const jpegEnd = [0xff, 0xd9];

function isJpeg(bytes: ArrayLike<number>): boolean {
	return (
		jpegBegin.every((byte, index) => bytes[index] === byte) &&
		jpegEnd.every((byte, index) => bytes[bytes.length - jpegEnd.length + index] === byte)
	);
}

/** A small picture of a site's camera. */
export const still = v.pipe(
	v.instance(Uint8Array),
	v.maxLength(largestStill),
	v.check((bytes) => isJpeg(bytes))
);
/** Browsers hand over what came in binary as a buffer. */
const cameStill = v.union([
	still,
	v.pipe(
		v.instance(ArrayBuffer),
		v.transform((buffer) => new Uint8Array(buffer)),
		still
	)
]);

export const siteStill = v.object({ siteId: id, at: instant, picture: cameStill });
export type SiteStill = v.InferOutput<typeof siteStill>;

const quantity = v.pipe(v.number(), v.finite(), v.minValue(0));
const percent = v.pipe(quantity, v.maxValue(100));
const label = v.pipe(text, v.maxLength(100));

/** What a page knows of its line and its devices; null where its browser does not say, or nothing flows. */
export const lineReport = v.object({
	browser: label,
	camera: v.nullable(label),
	microphone: v.nullable(label),
	/** Milliseconds to the media server and back. */
	delay: v.nullable(quantity),
	/** Percent of the packets of the last seconds. */
	lossIn: v.nullable(percent),
	lossOut: v.nullable(percent),
	/** Bits a second. */
	bitrateIn: v.nullable(quantity),
	bitrateOut: v.nullable(quantity)
});
export type LineReport = v.InferOutput<typeof lineReport>;

/** Who decided that a site gets sound only. */
export const holders = ['line', 'operator'] as const;

export const wallSite = v.object({
	siteId: id,
	/** Somebody there is heard by all now. */
	microphone: v.boolean(),
	/** Since when none of its pages answers, while its seat is kept. */
	lostAt: v.nullable(instant),
	audioOnly: v.nullable(v.picklist(holders)),
	/** Of its worst device, rounded; null while nothing is known. */
	loss: v.nullable(percent),
	delay: v.nullable(quantity),
	/** Sent out of the room, and not let in again yet. */
	removed: v.boolean()
});
export type WallSite = v.InferOutput<typeof wallSite>;

/** One device of a site, for the operator. */
export const wallDevice = v.object({
	connectionId: id,
	personName: text,
	role,
	online: v.boolean(),
	audioOnly: v.nullable(v.picklist(holders)),
	report: v.nullable(v.object({ ...lineReport.entries, at: instant }))
});
export type WallDevice = v.InferOutput<typeof wallDevice>;

/** Shares of one core, 0 to 1; since the last time that somebody asked. */
export const load = v.object({
	workers: v.array(
		v.object({ index: v.number(), share: v.nullable(quantity), receivers: quantity, capacity: quantity })
	),
	signalling: v.nullable(quantity)
});
export type Load = v.InferOutput<typeof load>;
