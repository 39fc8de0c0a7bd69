// Minutes: drafted from the log when the meeting ends, concluded by the secretary, written out as DOCX and PDF.
import * as v from 'valibot';
import { indexMeeting, requireRecord } from '#lib/server/archive/archive.ts';
import { read } from '#lib/server/events/events.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { statesOf } from '#lib/server/platform/steps.ts';
import { documentOf, type Minutes } from './document.ts';
import { toDocx } from './docx.ts';
import { draftOf } from './draft.ts';
import { toPdf } from './pdf.ts';
import { mayEdit } from './permissions.ts';
import * as queries from './queries.ts';
import { minutesContent } from './schema.ts';
import { mayBeEdited, minutesSteps, type MinutesState } from './states.ts';

export {
	attendedBy,
	count,
	reasonOf,
	rollOf,
	speakersOf,
	type Attended,
	type RollGroup,
	type Speaker
} from './roll.ts';
export { conclusionsInput, type MinutesContent } from './schema.ts';
export type { MinutesState } from './states.ts';

type Asker = Parameters<typeof requireRecord>[1];

/** The job `minutes-draft`. Called again it changes nothing. */
export async function draftMinutes(sql: Sql, meetingId: string): Promise<void> {
	const meeting = await queries.selectMeeting(sql, meetingId);
	if (meeting === undefined) throw new CodedError('not_found');
	const [sites, roster, agenda, events] = await Promise.all([
		queries.selectSites(sql, meetingId),
		queries.selectRoster(sql, meetingId),
		queries.selectAgenda(sql, meetingId),
		read(sql, meetingId)
	]);
	const content = draftOf({ meeting, sites, roster, agenda }, events);
	if (content === undefined) throw new CodedError('wrong_state');
	await transaction(sql, async (tx) => {
		if (await queries.insertDraft(tx, meetingId, content)) await indexMeeting(tx, meetingId, '');
	});
}

/** Meetings that have ended and wait for their draft. */
export async function listUndrafted(sql: Sql): Promise<string[]> {
	return queries.selectUndrafted(sql);
}

export interface MinutesView extends Minutes {
	state: MinutesState;
	updatedAt: Date;
	updatedByName: string | null;
	mayEdit: boolean;
}

/** The newest version, for whoever may see the record; undefined in the seconds before the draft is there. */
export async function viewMinutes(
	sql: Sql,
	person: Asker,
	meetingId: string
): Promise<MinutesView | undefined> {
	await requireRecord(sql, person, meetingId);
	const [row, meeting] = await Promise.all([
		queries.selectMinutes(sql, meetingId),
		queries.selectMeeting(sql, meetingId)
	]);
	if (row === undefined || meeting === undefined) return undefined;
	const { state, conclusions, updatedAt, updatedByName } = row;
	const content = v.parse(minutesContent, row.content);
	return {
		state,
		content,
		conclusions,
		updatedAt,
		updatedByName,
		mayEdit: mayEdit(person, meeting) && mayBeEdited(state)
	};
}

/** The meeting's secretary writes what was concluded, as long as the minutes are a draft. */
export async function saveConclusions(
	sql: Sql,
	person: Asker,
	meetingId: string,
	conclusions: string
): Promise<void> {
	await requireRecord(sql, person, meetingId);
	await transaction(sql, async (tx) => {
		const meeting = await queries.selectMeeting(tx, meetingId);
		if (meeting === undefined || !mayEdit(person, meeting)) throw new CodedError('not_allowed');
		const editable = statesOf(minutesSteps).filter(mayBeEdited);
		const change = { conclusions, personId: person.id, editable };
		if (!(await queries.updateConclusions(tx, meetingId, change))) throw new CodedError('wrong_state');
		await indexMeeting(tx, meetingId, conclusions);
	});
}

const writers = {
	docx: {
		write: toDocx,
		mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
	},
	pdf: { write: toPdf, mediaType: 'application/pdf' }
} as const;

export type MinutesFormat = keyof typeof writers;

export function isMinutesFormat(name: string): name is MinutesFormat {
	return Object.hasOwn(writers, name);
}

/** `not_found` as long as there is no draft. */
export async function writeMinutes(
	sql: Sql,
	person: Asker,
	meetingId: string,
	format: MinutesFormat
): Promise<{ bytes: Uint8Array; mediaType: string; title: string }> {
	const minutes = await viewMinutes(sql, person, meetingId);
	if (minutes === undefined) throw new CodedError('not_found');
	const { write, mediaType } = writers[format];
	return { bytes: await write(documentOf(minutes)), mediaType, title: minutes.content.title };
}
