// Who sits in a site's room, kept by the unit itself.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { lockVisible, requireDoing } from '../access.ts';
import { mayNameRoster, type Asker } from '../permissions.ts';
import type { RosterEntry } from '../schema.ts';
import { replaceRoster } from './queries.ts';

/** Replaces the list of the own unit's site. */
export async function nameRoster(
	sql: Sql,
	person: Asker,
	meetingId: string,
	entries: RosterEntry[]
): Promise<void> {
	await transaction(sql, async (tx) => {
		const { meeting, ownSite } = await lockVisible(tx, person, meetingId);
		if (ownSite === undefined || !mayNameRoster(person, meeting, ownSite))
			throw new CodedError('not_allowed');
		requireDoing(meeting, 'name-roster');
		await replaceRoster(tx, ownSite.id, entries);
	});
}
