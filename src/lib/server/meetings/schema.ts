// Shapes that come in from forms and addresses. A check's message is a code of protocol/field-errors.ts.
import * as v from 'valibot';
import { longestTurn } from '#lib/protocol/floor.ts';
import { quorumRule } from '#lib/protocol/roll.ts';
import { actingRole, conduct, id, personId } from '#lib/protocol/values.ts';
import * as units from '#lib/server/units/units.ts';

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
const paragraph = (longest: number) =>
	v.pipe(v.string(), v.trim(), v.maxLength(longest), v.regex(/^(?:[\n\t]|\P{Cc})*$/u, 'invalid'));
const number = (from: number, to: number) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{1,6}$/, 'not_a_number'),
		v.transform(Number),
		v.minValue(from),
		v.maxValue(to)
	);
/** All values of one name; nobody writes down more than 200 lines one by one. */
const column = <S extends v.GenericSchema>(cell: S) =>
	v.optional(v.pipe(v.array(cell), v.maxLength(200)), []);
/** A choice that may be left open. */
const chosenPerson = v.pipe(
	v.union([v.literal(''), personId]),
	v.transform((value) => (value === '' ? null : value))
);

export const newMeeting = v.object({ title: filledLine(200), kind: meetingKind });
export type NewMeeting = v.InferOutput<typeof newMeeting>;

/** Who chairs when the chair cannot, and who may act for the chair. */
const handOver = {
	deputyId: v.optional(chosenPerson, ''),
	actingRoles: v.optional(v.pipe(v.array(actingRole), v.maxLength(2)), [])
};

/** A draft may be saved with anything missing. */
export const what = v.object({
	title: line(200),
	kind: meetingKind,
	conduct,
	quorumRule: v.optional(quorumRule, 'half'),
	note: paragraph(2000),
	chairId: chosenPerson,
	secretaryId: chosenPerson,
	operatorId: chosenPerson,
	...handOver
});
export type What = v.InferOutput<typeof what>;

export const when = v.pipe(
	v.object({
		date: v.union([v.literal(''), units.day]),
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

/** What may be changed of a convened meeting; nothing of it may go missing. */
export const changedTerms = v.object({
	date: units.day,
	time: v.pipe(v.string(), v.isoTime('not_a_time')),
	plannedMinutes: number(5, 1440),
	chairId: personId,
	secretaryId: personId,
	operatorId: chosenPerson,
	...handOver
});
export type ChangedTerms = v.InferOutput<typeof changedTerms>;

/** The latest change that the page showed; a page that names none has shown none. */
const seenChange = v.optional(number(0, 100_000), '0');
export const acknowledgement = v.object({
	change: seenChange,
	reply: v.optional(v.picklist(['confirmed', '']), '')
});

export const observerSearch = v.object({ words: line(100) });
export const observerChoice = v.object({ personId });

export const agendaItem = v.object({
	title: filledLine(300),
	presenter: line(200),
	plannedMinutes: number(1, 600)
});
export type AgendaItemInput = v.InferOutput<typeof agendaItem>;

export const agendaItemChange = v.object({ itemId: id, ...agendaItem.entries });
export const itemChoice = v.object({ itemId: id });
export const itemMove = v.object({ itemId: id, direction: v.picklist(['up', 'down']) });

const speakerMinutes = number(1, longestTurn);
/** `minutes`: what the turn may take. */
export const newSpeaker = v.object({ itemId: id, unitId: id, minutes: speakerMinutes });
export type NewSpeaker = v.InferOutput<typeof newSpeaker>;

/** `up:<unit>`, `down:<unit>`, `remove:<unit>`: what a button does with one of a list. */
const speakerStep = v.pipe(
	v.string(),
	v.maxLength(80),
	v.transform((text) => {
		const colon = text.indexOf(':');
		return { how: text.slice(0, colon), unitId: text.slice(colon + 1) };
	}),
	v.object({ how: v.picklist(['up', 'down', 'remove']), unitId: id })
);
export type SpeakerStep = v.InferOutput<typeof speakerStep>;

/** A whole list, as the page shows it. */
export const speakerOrder = v.pipe(
	v.object({
		itemId: id,
		unitId: column(id),
		minutes: column(speakerMinutes),
		step: v.optional(speakerStep)
	}),
	v.check(
		({ unitId, minutes }) => unitId.length === minutes.length && new Set(unitId).size === unitId.length,
		'invalid'
	),
	v.transform(({ itemId, unitId, minutes, step }) => ({
		itemId,
		speakers: unitId.flatMap((one, index) => {
			const given = minutes[index];
			return given === undefined ? [] : [{ unitId: one, minutes: given }];
		}),
		step
	}))
);
export type SpeakerOrder = v.InferOutput<typeof speakerOrder>;

export const largestPaper = 50_000_000;
export const paperUpload = v.object({
	files: v.pipe(
		// How large and of what kind each may be is judged one by one, so that one refused does not cost the others.
		v.array(v.file()),
		v.minLength(1, 'file_missing'),
		v.maxLength(20)
	),
	itemId: v.optional(
		v.pipe(
			v.union([v.literal(''), id]),
			v.transform((value) => (value === '' ? null : value))
		),
		''
	)
});
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

export const presences = ['room', 'online', 'substituted', 'absent'] as const;
export type Presence = (typeof presences)[number];

const rosterLine = v.object({
	fullName: line(100),
	jobTitle: line(200),
	presence: v.picklist(presences),
	note: line(300)
});
export type RosterEntry = v.InferOutput<typeof rosterLine>;

const rosterColumns = v.object({
	fullName: column(rosterLine.entries.fullName),
	jobTitle: column(rosterLine.entries.jobTitle),
	presence: column(rosterLine.entries.presence),
	note: column(rosterLine.entries.note)
});

/** Lines without a name are the form's empty ones. */
function toRoster({
	fullName,
	jobTitle,
	presence,
	note
}: v.InferOutput<typeof rosterColumns>): RosterEntry[] {
	return fullName.flatMap((name, index) =>
		name === ''
			? []
			: [
					{
						fullName: name,
						jobTitle: jobTitle[index] ?? '',
						presence: presence[index] ?? 'room',
						// Who is in the room needs no explanation; a page may still have one in a hidden field.
						note: presence[index] === 'room' ? '' : (note[index] ?? '')
					}
				]
	);
}

export const roster = v.pipe(rosterColumns, v.transform(toRoster));

/** Confirming names those who come, and may lead straight into the room. */
export const confirmation = v.pipe(
	v.object({ ...rosterColumns.entries, enter: v.optional(v.string(), ''), change: seenChange }),
	v.transform(({ enter, change, ...columns }) => ({
		roster: toRoster(columns),
		enter: enter !== '',
		change
	}))
);
export const refusal = v.object({ reason: filledLine(500), change: seenChange });
/** `change`: the latest that the one who replies has seen. */
export type Reply = ({ reply: 'confirmed' } | { reply: 'declined'; reason: string }) & { change?: number };

export const cancellation = v.object({ reason: line(500) });

export const listFilter = v.object({
	which: v.optional(v.picklist(['coming', 'past']), 'coming'),
	words: v.optional(line(100), ''),
	kind: v.optional(v.union([v.literal(''), meetingKind]), ''),
	page: v.optional(number(1, 10_000), '1')
});
export type ListFilter = v.InferOutput<typeof listFilter>;
