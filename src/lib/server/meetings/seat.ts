// The seat that somebody takes in a room: which site, which role.
import type { Role } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { requireVisible } from './access.ts';
import { roleIn, type Asker } from './permissions.ts';
import { findMainSite, type MeetingRow } from './queries.ts';
import { allows } from './states.ts';

export type Seat = { meetingId: string; siteId: string; siteName: string; role: Role };

/**
 * Chair, secretary, operator and observers sit in the main site, everybody else in the site of the own unit.
 * `not_invited` without a site, `meeting_ended` and `meeting_not_open` when there is no room to enter.
 */
export async function seatFor(sql: Sql, person: Asker, meetingId: string): Promise<Seat> {
	const { meeting, ownSite } = await requireVisible(sql, person, meetingId);
	const role = roleIn(person, meeting, ownSite !== undefined);
	if (role === undefined) throw new CodedError('not_invited');
	refuseClosedRoom(meeting);
	const site = role === 'delegate' ? ownSite : await findMainSite(sql, meeting.id);
	if (site === undefined) throw new Error(`meeting ${meeting.id} has no main site`);
	return { meetingId: meeting.id, siteId: site.id, siteName: site.unitName, role };
}

function refuseClosedRoom(meeting: MeetingRow): void {
	if (meeting.state === 'ended') throw new CodedError('meeting_ended');
	if (!allows(meeting.state, 'enter')) throw new CodedError('meeting_not_open');
}
