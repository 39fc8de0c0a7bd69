import * as v from 'valibot';

/** Of an address: whatever somebody types there is a search, never an error. */
export const searchInput = v.object({
	q: v.optional(
		v.pipe(
			v.string(),
			v.transform((text) => [...text.normalize('NFC').trim()].slice(0, 200).join(''))
		),
		''
	),
	page: v.fallback(
		v.pipe(v.string(), v.digits(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(10_000)),
		1
	)
});
