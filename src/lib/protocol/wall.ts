// The wall: what chair, secretary and operator see of all sites at a glance, and what pages report for it.
import * as v from 'valibot';
import { jpegSize } from './jpeg.ts';
import { id, instant, role, text } from './values.ts';

/** Bytes; pages aim at `usualStill`. */
export const largestStill = 12_000;
export const usualStill = 5_000;

/** In dots; pages send half of it each way. Whoever looks decodes 253 of them. */
export const largestStillWidth = 384;
export const largestStillHeight = 216;

function isSmallPicture(bytes: Uint8Array): boolean {
	const size = jpegSize(bytes);
	return size !== undefined && size.width <= largestStillWidth && size.height <= largestStillHeight;
}

/** A small picture of a site's camera: a JPEG. */
export const still = v.pipe(
	v.instance(Uint8Array),
	v.maxLength(largestStill),
	v.check((bytes) => isSmallPicture(bytes))
);
export type SiteStill = { siteId: string; at: number; picture: Uint8Array };

/** Browsers hand over what came in binary as a buffer. */
const binary = v.union([
	v.instance(Uint8Array),
	v.pipe(
		v.instance(ArrayBuffer),
		v.transform((buffer) => new Uint8Array(buffer))
	)
]);
const stillInBatch = v.object({
	siteId: id,
	at: instant,
	bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(largestStill))
});

/** The pictures stand one after the other in one binary: a message of socket.io has room for ten of them, and a city sends more. */
export const stillBatch = v.pipe(
	v.object({ stills: v.array(stillInBatch), pictures: binary }),
	v.check(({ stills, pictures }) => stills.reduce((sum, { bytes }) => sum + bytes, 0) === pictures.length)
);
export type StillBatch = v.InferOutput<typeof stillBatch>;

export function packStills(stills: readonly SiteStill[]): StillBatch {
	const sizes = stills.map(({ siteId, at, picture }) => ({ siteId, at, bytes: picture.length }));
	const pictures = new Uint8Array(sizes.reduce((sum, { bytes }) => sum + bytes, 0));
	let offset = 0;
	for (const { picture } of stills) {
		pictures.set(picture, offset);
		offset += picture.length;
	}
	return { stills: sizes, pictures };
}

export function unpackStills({ stills, pictures }: StillBatch): SiteStill[] {
	let offset = 0;
	return stills.map(({ siteId, at, bytes }) => {
		const picture = pictures.subarray(offset, offset + bytes);
		offset += bytes;
		return { siteId, at, picture };
	});
}

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

/** Why there is no picture: the camera is off, or whoever sits there does not want small pictures of it to be seen. */
export const unseen = v.picklist(['off', 'private']);
export type Unseen = v.InferOutput<typeof unseen>;

export const wallSite = v.object({
	siteId: id,
	/** Null while pictures come, or nothing is known. */
	unseen: v.nullable(unseen),
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
		v.object({
			index: v.number(),
			share: v.nullable(quantity),
			receivers: quantity,
			capacity: quantity,
			/** Its pages get smaller pictures than they are meant to. */
			smaller: v.boolean()
		})
	),
	signalling: v.nullable(quantity)
});
export type Load = v.InferOutput<typeof load>;
