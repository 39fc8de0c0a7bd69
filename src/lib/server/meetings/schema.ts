// Shapes that come in from forms and addresses. A check's message is a code of protocol/field-errors.ts.
import * as v from 'valibot';
import { conduct, id, personId } from '#lib/protocol/values.ts';

export const meetingKinds = [
	'briefing',
	'review',
	'thematic',
	'work',
	'advisory',
	'training',
	'other'
] as const;
export const meetingKind = v.picklist(meetingKinds);
export type MeetingKind = (typeof meetingKinds)[number];

const line = (longest: number) =>
	v.pipe(v.string(), v.trim(), v.maxLength(longest), v.regex(/^\P{Cc}*$/u, 'invalid'));
const filledLine = (longest: number) => v.pipe(line(longest), v.nonEmpty('required'));
const paragraph = (longest: number) => v.pipe(v.string(), v.trim(), v.maxLength(longest));
const number = (from: number, to: number) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{1,6}$/, 'not_a_number'),
		v.transform(Number),
		v.minValue(from),
		v.maxValue(to)
	);
/** A choice that may be left open. */
const chosenPerson = v.pipe(
	v.union([v.literal(''), personId]),
	v.transform((value) => (value === '' ? null : value))
);

export const newMeeting = v.object({ title: filledLine(200), kind: meetingKind });
export type NewMeeting = v.InferOutput<typeof newMeeting>;

/** A draft may be saved with anything missing. */
export const what = v.object({
	title: line(200),
	kind: meetingKind,
	conduct,
	note: paragraph(2000),
	chairId: chosenPerson,
	secretaryId: chosenPerson,
	operatorId: chosenPerson
});
export type What = v.InferOutput<typeof what>;

export const when = v.pipe(
	v.object({
		date: v.union([v.literal(''), v.pipe(v.string(), v.isoDate('not_a_date'))]),
		time: v.union([v.literal(''), v.pipe(v.string(), v.isoTime('not_a_time'))]),
		plannedMinutes: number(5, 1440),
		place: line(200)
	}),
	v.forward(
		v.partialCheck([['date'], ['time']], ({ date, time }) => date === '' || time !== '', 'required'),
		['time']
	)
);
export type When = v.InferOutput<typeof when>;

export const agendaItem = v.object({
	title: filledLine(300),
	presenter: line(200),
	plannedMinutes: number(1, 600)
});
export type AgendaItemInput = v.InferOutput<typeof agendaItem>;

export const itemChoice = v.object({ itemId: id });
export const itemMove = v.object({ itemId: id, direction: v.picklist(['up', 'down']) });
export const paperChoice = v.object({ paperId: id });

/**
 * Which units: `level:commune` all of a level, `below:<unit>` all under a unit, `branch:<unit>` a unit and all under
 * it, `unit:<unit>` one.
 */
export const scope = v.pipe(
	v.string(),
	v.maxLength(80),
	v.transform((text) => {
		const colon = text.indexOf(':');
		return { kind: text.slice(0, colon), of: text.slice(colon + 1) };
	}),
	v.variant('kind', [
		v.object({ kind: v.literal('level'), of: v.pipe(v.string(), v.minLength(1), v.maxLength(40)) }),
		v.object({ kind: v.picklist(['below', 'branch', 'unit']), of: id })
	])
);
export type Scope = v.InferOutput<typeof scope>;
export const invitation = v.object({ scope });

export const reply = v.variant(
	'reply',
	[
		v.object({ reply: v.literal('confirmed') }),
		v.object({ reply: v.literal('declined'), reason: filledLine(500) })
	],
	'not_chosen'
);
export type Reply = v.InferOutput<typeof reply>;

export const presences = ['room', 'online', 'absent', 'substituted'] as const;
export type Presence = (typeof presences)[number];

export const rosterEntry = v.object({
	fullName: filledLine(100),
	jobTitle: line(200),
	presence: v.picklist(presences),
	note: line(300)
});
export type RosterEntry = v.InferOutput<typeof rosterEntry>;
/** A room of more than 200 people does not write them down one by one. */
export const roster = v.pipe(v.array(rosterEntry), v.maxLength(200));

export const cancellation = v.object({ reason: line(500) });

export const listFilter = v.object({
	words: v.optional(line(100), ''),
	kind: v.optional(v.union([v.literal(''), meetingKind]), ''),
	page: v.optional(number(1, 10_000), '1')
});
export type ListFilter = v.InferOutput<typeof listFilter>;
