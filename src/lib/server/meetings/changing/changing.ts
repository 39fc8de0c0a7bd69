// What is changed of a meeting after its convening, and who has seen it. Replies stay as they were given.
import { record } from '#lib/server/audit/audit.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { lockForPlanning, lockVisible, requireDoing } from '../access.ts';
import type { Clock } from '../clock.ts';
import { isOver } from '../convening/missing.ts';
import { mayAcknowledge, type Asker } from '../permissions.ts';
import { requireOfficers } from '../planning/officers.ts';
import { findMeeting } from '../queries.ts';
import type { ChangedTerms } from '../schema.ts';
import { differencesOf, rearrangementsOf, type Difference, type Terms } from './difference.ts';
import {
	insertChange,
	listUnseenChanges,
	updateSeenChange,
	updateTerms,
	type UnseenChange
} from './queries.ts';

/** A change that a unit has not seen: all that came since it last looked, as one. */
export type MeetingChange = {
	meetingId: string;
	title: string;
	/** What is acknowledged. */
	number: number;
	changedAt: Date;
	before: Terms;
	now: Terms;
	/** Never empty: what was changed back needs no attention. */
	differences: Difference[];
};

/** Until the opening; what is as it was before makes no change. */
export async function change(
	sql: Sql,
	person: Asker,
	meetingId: string,
	terms: ChangedTerms,
	clock: Clock
): Promise<void> {
	await transaction(sql, async (tx) => {
		const before = await lockForPlanning(tx, person, meetingId, 'change');
		await requireOfficers(tx, before.conveningUnitId, terms);
		await updateTerms(tx, meetingId, terms, clock.timeZone);
		const after = await findMeeting(tx, meetingId);
		if (after === undefined) throw new Error(`meeting ${meetingId} is gone while it is locked`);
		const termsChanged = differencesOf(before, after);
		const changed = [...termsChanged, ...rearrangementsOf(before, after)];
		if (changed.length === 0) return;
		if (isOver(after, clock.now)) {
			throw new CodedError('invalid_input', { data: { field: 'date', problem: 'in_past' } });
		}
		// What no unit relies on is no change that it must see.
		if (termsChanged.length > 0) await insertChange(tx, before, { at: clock.now, personId: person.id });
		await record(tx, {
			personId: person.id,
			action: 'meeting_changed',
			object: { type: 'meeting', id: meetingId },
			detail: { changed }
		});
	});
}

/** The unit has seen everything up to this change; its reply is not renewed by that. */
export async function acknowledge(
	sql: Sql,
	person: Asker,
	meetingId: string,
	changeNumber: number
): Promise<void> {
	await transaction(sql, async (tx) => {
		const { meeting, ownSite } = await lockVisible(tx, person, meetingId);
		if (ownSite === undefined || !mayAcknowledge(person, ownSite)) throw new CodedError('not_allowed');
		requireDoing(meeting, 'acknowledge');
		await updateSeenChange(tx, ownSite.id, changeNumber);
	});
}

export async function unseenChangeOf(
	sql: Sql,
	person: Asker,
	meetingId: string,
	now: Date
): Promise<MeetingChange | undefined> {
	const [row] = await listUnseenChanges(sql, { unitId: person.unitId, now, meetingId });
	return row && toChanges(row)[0];
}

/** Of all meetings that the unit is invited to. */
export async function unseenChanges(sql: Sql, person: Asker, now: Date): Promise<MeetingChange[]> {
	const rows = await listUnseenChanges(sql, { unitId: person.unitId, now });
	return rows.filter((row) => row.ownKind === 'component').flatMap(toChanges);
}

/** What is left of a row without its old terms are those of today. */
function toChanges({
	meetingId,
	title,
	ownKind: _,
	number,
	changedAt,
	oldStartsAt: startsAt,
	oldPlannedMinutes: plannedMinutes,
	oldChairId: chairId,
	oldChairName: chairName,
	oldSecretaryId: secretaryId,
	oldSecretaryName: secretaryName,
	oldOperatorId: operatorId,
	oldOperatorName: operatorName,
	...now
}: UnseenChange): MeetingChange[] {
	const before = {
		startsAt,
		plannedMinutes,
		chairId,
		chairName,
		secretaryId,
		secretaryName,
		operatorId,
		operatorName
	};
	const differences = differencesOf(before, now);
	return differences.length === 0 ? [] : [{ meetingId, title, number, changedAt, before, now, differences }];
}
