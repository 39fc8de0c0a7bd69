// The one way to a meeting: finds it, and answers `not_found` to whoever may not know of it.
import * as v from 'valibot';
import { id as idShape } from '#lib/protocol/values.ts';
import { findHanded } from '#lib/server/events/events.ts';
import type { Sql, Transaction } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { mayPlan, maySee, maySeeReplies, type Asker } from './permissions.ts';
import { findMeeting, findSiteOfUnit, lockMeeting, type MeetingRow, type SiteRow } from './queries.ts';
import { allows, mayBecome, type Doing } from './states.ts';

export type Seen = { meeting: MeetingRow; ownSite: SiteRow | undefined };

export async function requireVisible(sql: Sql, person: Asker, meetingId: string): Promise<Seen> {
	return visible(sql, person, await findMeeting(sql, checkedId(meetingId)));
}

/** The same, locked until the transaction ends. */
export async function lockVisible(tx: Transaction, person: Asker, meetingId: string): Promise<Seen> {
	return visible(tx, person, await lockMeeting(tx, checkedId(meetingId)));
}

/** What units have answered, checked and come with is the business of the officers and of those who plan. */
export async function requireReplies(sql: Sql, person: Asker, meetingId: string): Promise<MeetingRow> {
	const seen = await requireVisible(sql, person, meetingId);
	if (!maySeeReplies(person, seen.meeting) && !(await chairsNow(sql, person, seen))) {
		throw new CodedError('not_allowed');
	}
	return seen.meeting;
}

/** Somebody to whom the chair was handed in the room needs what the chair needs. It goes to nobody but the main site. */
async function chairsNow(sql: Sql, person: Asker, { meeting, ownSite }: Seen): Promise<boolean> {
	return ownSite?.kind === 'main' && (await findHanded(sql, meeting.id)) === person.id;
}

/** The locked meeting, for somebody who plans it and at a time that allows it. */
export async function lockForPlanning(
	tx: Transaction,
	person: Asker,
	meetingId: string,
	doing: 'plan' | 'supplement' | 'change'
): Promise<MeetingRow> {
	const meeting = await lockAsPlanner(tx, person, meetingId);
	requireDoing(meeting, doing);
	return meeting;
}

/** The locked meeting, for somebody who plans it and may take it to its next state. */
export async function lockForStep(
	tx: Transaction,
	person: Asker,
	meetingId: string,
	next: 'convened' | 'cancelled'
): Promise<MeetingRow> {
	const meeting = await lockAsPlanner(tx, person, meetingId);
	if (!mayBecome(meeting.state, next)) throw wrongState(meeting);
	return meeting;
}

export function requireDoing(meeting: MeetingRow, doing: Doing): void {
	if (!allows(meeting.state, doing)) throw wrongState(meeting);
}

async function lockAsPlanner(tx: Transaction, person: Asker, meetingId: string): Promise<MeetingRow> {
	const { meeting } = await lockVisible(tx, person, meetingId);
	if (!mayPlan(person, meeting)) throw new CodedError('not_allowed');
	return meeting;
}

function wrongState(meeting: MeetingRow): CodedError {
	return new CodedError('wrong_state', { data: { state: meeting.state } });
}

async function visible(sql: Sql, person: Asker, meeting: MeetingRow | undefined): Promise<Seen> {
	if (meeting === undefined) throw new CodedError('not_found');
	const ownSite = await findSiteOfUnit(sql, meeting.id, person.unitId);
	if (!maySee(person, meeting, ownSite !== undefined)) throw new CodedError('not_found');
	return { meeting, ownSite };
}

/** An id from an address may be any text. */
function checkedId(meetingId: string): string {
	if (!v.is(idShape, meetingId)) throw new CodedError('not_found');
	return meetingId;
}
