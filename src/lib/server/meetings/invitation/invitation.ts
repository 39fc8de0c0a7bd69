// Who is invited: sites made from the tree, each unit once.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import * as units from '#lib/server/units/units.ts';
import { lockForPlanning } from '../access.ts';
import { today, type Clock } from '../clock.ts';
import type { Asker } from '../permissions.ts';
import type { Scope } from '../schema.ts';
import type { MeetingRow } from '../queries.ts';
import { deleteSites, insertSites } from './queries.ts';
import { selectUnits } from './selection.ts';

export type InvitationChange = { chosen: number; changed: number };

/** Adds a site for each unit of the choice that has none; answers how many the choice meant and how many are new. */
export async function invite(
	sql: Sql,
	person: Asker,
	meetingId: string,
	scope: Scope,
	clock: Clock
): Promise<InvitationChange> {
	return transaction(sql, async (tx) => {
		const meeting = await lockForPlanning(tx, person, meetingId, 'supplement');
		const chosen = await chosenUnits(tx, meeting, scope, clock);
		return { chosen: chosen.length, changed: await insertSites(tx, meetingId, 'component', chosen) };
	});
}

/** Takes sites away again, while nobody has been invited yet. */
export async function withdraw(
	sql: Sql,
	person: Asker,
	meetingId: string,
	scope: Scope,
	clock: Clock
): Promise<InvitationChange> {
	return transaction(sql, async (tx) => {
		const meeting = await lockForPlanning(tx, person, meetingId, 'plan');
		const chosen = await chosenUnits(tx, meeting, scope, clock);
		const ids = chosen.map((unit) => unit.id);
		return { chosen: chosen.length, changed: await deleteSites(tx, meetingId, ids) };
	});
}

async function chosenUnits(
	sql: Sql,
	{ conveningUnitId }: MeetingRow,
	scope: Scope,
	clock: Clock
): Promise<units.Unit[]> {
	return selectUnits(await units.treeOn(sql, today(clock)), conveningUnitId, scope);
}
