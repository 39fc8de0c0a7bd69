// A draft: begun, described, scheduled.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import { lockForPlanning } from '../access.ts';
import { today, type Clock } from '../clock.ts';
import { insertSites } from '../invitation/queries.ts';
import { mayCreate, type Asker } from '../permissions.ts';
import type { NewMeeting, What, When } from '../schema.ts';
import { onlyOne, requireOfficers } from './officers.ts';
import { insertDraft, listCandidates, updateWhat, updateWhen } from './queries.ts';

/** A draft of the person's own unit, with its main site and the people that are beyond doubt. */
export async function createDraft(sql: Sql, person: Asker, input: NewMeeting, clock: Clock): Promise<string> {
	if (!mayCreate(person)) throw new CodedError('not_allowed');
	return transaction(sql, async (tx) => {
		const unit = await units.findUnitOn(tx, person.unitId, today(clock));
		// A unit that has been closed convenes nobody.
		if (unit === undefined) throw new CodedError('not_allowed');
		const candidates = await listCandidates(tx, person.unitId);
		const meetingId = await insertDraft(tx, {
			...input,
			conveningUnitId: person.unitId,
			chairId: onlyOne(candidates, 'leader'),
			secretaryId: person.id,
			operatorId: onlyOne(candidates, 'operator'),
			createdBy: person.id
		});
		await insertSites(tx, meetingId, 'main', [unit]);
		return meetingId;
	});
}

export async function saveWhat(sql: Sql, person: Asker, meetingId: string, what: What): Promise<void> {
	await transaction(sql, async (tx) => {
		const meeting = await lockForPlanning(tx, person, meetingId, 'plan');
		await requireOfficers(tx, meeting.conveningUnitId, what);
		await updateWhat(tx, meetingId, what);
	});
}

export async function saveWhen(
	sql: Sql,
	person: Asker,
	meetingId: string,
	when: When,
	timeZone: string
): Promise<void> {
	await transaction(sql, async (tx) => {
		await lockForPlanning(tx, person, meetingId, 'plan');
		await updateWhen(tx, meetingId, when, timeZone);
	});
}
