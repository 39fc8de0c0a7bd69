// Who may look and hear without a part in the meeting: people of the convening unit and of all units below it.
import { findFolded, foldAll } from '#lib/format/fold.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import { lockForPlanning, requireDoing, requireVisible } from '../access.ts';
import { today, type Clock } from '../clock.ts';
import { below } from '../invitation/selection.ts';
import { mayPlan, officerRole, type Asker } from '../permissions.ts';
import type { MeetingRow } from '../queries.ts';
import { deleteObserver, insertObserver, listPeopleOf, type Observer } from './queries.ts';

const mostObservers = 50;
const mostFound = 20;

/** Who may be named, by words of name, position or unit; those who have an office or are named already are left out. */
export async function findObservers(
	sql: Sql,
	person: Asker,
	meetingId: string,
	words: string,
	clock: Clock
): Promise<Observer[]> {
	const { meeting } = await requireVisible(sql, person, meetingId);
	if (!mayPlan(person, meeting)) throw new CodedError('not_allowed');
	requireDoing(meeting, 'supplement');
	const free = (await candidates(sql, meeting, clock)).filter(({ id }) => !hasPart(meeting, id));
	const texts = foldAll(free, ({ fullName, position, unitName }) => [fullName, position, unitName]);
	return findFolded(texts, words).slice(0, mostFound);
}

/** Also after the convening: the person finds the meeting on the first page. */
export async function addObserver(
	sql: Sql,
	person: Asker,
	meetingId: string,
	personId: string,
	clock: Clock
): Promise<void> {
	await transaction(sql, async (tx) => {
		const meeting = await lockForPlanning(tx, person, meetingId, 'supplement');
		const known = (await candidates(tx, meeting, clock)).some(({ id }) => id === personId);
		if (!known || officerRole({ id: personId }, meeting) !== undefined) throw new CodedError('invalid_input');
		if (meeting.observerIds.length >= mostObservers) throw new CodedError('too_large');
		await insertObserver(tx, meetingId, personId);
	});
}

/** Also after the convening, until the opening: somebody else of that name was meant. */
export async function removeObserver(
	sql: Sql,
	person: Asker,
	meetingId: string,
	personId: string
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'supplement');
		await deleteObserver(tx, meetingId, personId);
	});
}

async function candidates(sql: Sql, { conveningUnitId }: MeetingRow, clock: Clock): Promise<Observer[]> {
	const day = today(clock);
	const tree = below(await units.treeOn(sql, day), conveningUnitId);
	return listPeopleOf(sql, [conveningUnitId, ...tree.map(({ id }) => id)], day);
}

function hasPart(meeting: MeetingRow, id: string): boolean {
	return officerRole({ id }, meeting) !== undefined || meeting.observerIds.includes(id);
}
