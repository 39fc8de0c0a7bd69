// Papers in the room: which there are, and the one that is shown to all, at the page where its presenter is.
import * as v from 'valibot';
import { id, personId, text } from './values.ts';

export const paper = v.object({
	paperId: id,
	/** Null: of the whole meeting. */
	itemId: v.nullable(id),
	title: text,
	/** Bytes. */
	size: v.number()
});
export type Paper = v.InferOutput<typeof paper>;

/** From 1. How many there are only those know who have opened the file: they show the last one in place of one beyond. */
export const pageNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));

export const presented = v.object({
	paperId: id,
	title: text,
	page: pageNumber,
	/** Who presents, and from where. */
	siteId: id,
	personId
});
export type Presented = v.InferOutput<typeof presented>;
