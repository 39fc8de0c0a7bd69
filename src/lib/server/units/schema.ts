// The shapes of a list of units, as described in unit-lists/README.md.
import * as v from 'valibot';

/** Both ways of writing a Vietnamese letter become one; what people paste from spreadsheets loses stray spaces. */
const text = (most: number) =>
	v.pipe(
		v.string('required'),
		v.transform((value) =>
			value
				.normalize('NFC')
				.replaceAll(/[\s\p{Cc}]+/gu, ' ')
				.trim()
		),
		v.nonEmpty('required'),
		v.maxLength(most, 'too_long')
	);

export const day = v.pipe(
	v.string('not_a_date'),
	v.trim(),
	v.isoDate('not_a_date'),
	v.check(exists, 'not_a_date')
);

export const closing = v.object({ day });

const code = v.pipe(text(40), v.regex(/^[\p{L}\p{N}._-]+$/u, 'invalid'));

export const unitLevel = v.strictObject({
	id: v.pipe(text(40), v.regex(/^[a-z][a-z_-]*$/, 'invalid')),
	rank: v.pipe(
		v.number('invalid'),
		v.integer('invalid'),
		v.minValue(0, 'invalid'),
		v.maxValue(20, 'invalid')
	),
	name: v.strictObject({ vi: text(100), en: text(100), ja: text(100) })
});
export type UnitLevel = v.InferOutput<typeof unitLevel>;

export const unitRow = v.strictObject({
	code,
	parent: v.nullish(code, null),
	level: text(40),
	kind: text(60),
	name: text(200),
	fullName: text(250),
	from: v.nullish(day, null),
	to: v.nullish(day, null)
});

export const unitList = v.strictObject({
	format: v.literal('diem-cau-units/1', 'unknown_format'),
	title: v.optional(text(200)),
	validFrom: day,
	levels: v.optional(v.array(unitLevel, 'invalid'), []),
	// Each row is checked by itself, so that every bad one is named.
	units: v.pipe(v.array(v.unknown(), 'invalid'), v.nonEmpty('required'), v.maxLength(20_000, 'too_many'))
});

/** One checked row and the line on which it stands. */
export type ListRow = Omit<v.InferOutput<typeof unitRow>, 'from'> & { line: number; from: string };
export type UnitList = { title: string; levels: UnitLevel[]; rows: ListRow[] };

export const problemCodes = [
	'not_utf8',
	'not_readable',
	'unknown_format',
	'unknown_field',
	'required',
	'invalid',
	'too_long',
	'too_many',
	'not_a_date',
	'dates_reversed',
	'unknown_level',
	'unknown_parent',
	'parent_not_above',
	'parent_not_valid',
	'double',
	'code_taken'
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** `about` is the field, code, level or unit that the problem is with. */
export type Problem = { line: number; problem: ProblemCode; about: string };

/** The complaint of a schema as a problem of a line. */
export function problemOf(issue: v.BaseIssue<unknown>, line: number): Problem {
	const known = problemCodes.find((known) => known === issue.message);
	const field = v.getDotPath(issue) ?? '';
	if (known !== undefined) return { line, problem: known, about: field };
	if (issue.type !== 'strict_object' || field === '') return { line, problem: 'invalid', about: field };
	return { line, problem: issue.expected === 'never' ? 'unknown_field' : 'required', about: field };
}

function exists(value: string): boolean {
	const date = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
