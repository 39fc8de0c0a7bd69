import * as v from 'valibot';
import { id } from '#lib/protocol/values.ts';
import { duties } from '#lib/server/auth/auth.ts';

const line = (most: number) =>
	v.pipe(
		v.string(),
		v.transform((value) => value.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()),
		v.maxLength(most, 'too_long')
	);

/** Typed on any keyboard, read out over the telephone. */
export const newSignInName = v.pipe(
	v.string('required'),
	v.trim(),
	v.nonEmpty('required'),
	v.toLowerCase(),
	v.maxLength(60, 'too_long'),
	v.regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'invalid')
);

export const personChange = v.object({
	fullName: v.pipe(line(100), v.nonEmpty('required')),
	position: v.optional(line(150), ''),
	unitId: v.pipe(v.string('not_chosen'), v.uuid('not_chosen')),
	duties: v.optional(v.array(v.picklist(duties, 'not_chosen')), [])
});
export type PersonChange = v.InferOutput<typeof personChange>;

export const newPerson = v.object({ ...personChange.entries, signInName: newSignInName });
export type NewPerson = v.InferOutput<typeof newPerson>;

/** What the list of people can be asked for; what makes no sense is left out. */
export const listQuery = v.object({
	q: v.fallback(v.pipe(v.string(), v.maxLength(100)), ''),
	unit: v.fallback(v.nullable(id), null),
	page: v.fallback(v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(1), v.maxValue(10_000)), 1)
});
