// The convening: a complete draft becomes an invitation. And its reverse, the cancelling.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as units from '#lib/server/units/units.ts';
import { lockForStep, requireVisible } from '../access.ts';
import { today, type Clock } from '../clock.ts';
import { renameSites } from '../invitation/queries.ts';
import { mayPlan, type Asker } from '../permissions.ts';
import { missingNeeds } from './missing.ts';
import { countParts, listClashes, setCancelled, setConvened, type Clash } from './queries.ts';

/** Refused with `incomplete`, whose `missing` lists what is (words of `Need`, separated by commas). */
export async function convene(sql: Sql, person: Asker, meetingId: string, clock: Clock): Promise<void> {
	await transaction(sql, async (tx) => {
		const meeting = await lockForStep(tx, person, meetingId, 'convened');
		const missing = missingNeeds(meeting, await countParts(tx, meetingId), clock.now);
		if (missing.length > 0) throw new CodedError('incomplete', { data: { missing: missing.join(',') } });
		// From here on the sites keep their units' names, whatever becomes of the units.
		await renameSites(tx, meetingId, await units.treeOn(tx, today(clock)));
		await setConvened(tx, meetingId, clock.now);
	});
}

export async function cancel(
	sql: Sql,
	person: Asker,
	meetingId: string,
	reason: string,
	now: Date
): Promise<void> {
	await transaction(sql, async (tx) => {
		const { state } = await lockForStep(tx, person, meetingId, 'cancelled');
		// Those who were invited are told why.
		if (state === 'convened' && reason === '') {
			throw new CodedError('invalid_input', { data: { field: 'reason', problem: 'required' } });
		}
		await setCancelled(tx, meetingId, now, reason);
	});
}

/** Units that would sit in two meetings at once; shown before the convening, it stops nobody. */
export async function clashesOf(sql: Sql, person: Asker, meetingId: string): Promise<Clash[]> {
	const { meeting } = await requireVisible(sql, person, meetingId);
	if (!mayPlan(person, meeting)) throw new CodedError('not_allowed');
	return listClashes(sql, meetingId);
}
