import type { Sql } from '#lib/server/platform/db.ts';

/** What a site keeps of its unit. */
export type SiteUnit = { id: string; fullName: string; parentName: string; level: string };

/** Adds a site for each unit that has none yet, and answers how many were added. To them nothing has changed. */
export async function insertSites(
	sql: Sql,
	meetingId: string,
	kind: 'main' | 'component',
	units: SiteUnit[]
): Promise<number> {
	const rows = await sql`
		insert into sites (meeting_id, kind, unit_id, unit_name, parent_name, level, seen_change)
		select ${meetingId}, ${kind}, u.unit_id, u.unit_name, u.parent_name, u.level,
			(select coalesce(max(number), 0) from meeting_changes where meeting_id = ${meetingId})
		from unnest(
			${units.map((unit) => unit.id)}::uuid[], ${units.map((unit) => unit.fullName)}::text[],
			${units.map((unit) => unit.parentName)}::text[], ${units.map((unit) => unit.level)}::text[]
		) as u (unit_id, unit_name, parent_name, level)
		on conflict (meeting_id, unit_id) do nothing
		returning id
	`;
	return rows.length;
}

/** Takes the sites of these units away, never the main site; answers how many. */
export async function deleteSites(sql: Sql, meetingId: string, unitIds: string[]): Promise<number> {
	const rows = await sql`
		delete from sites
		where meeting_id = ${meetingId} and kind = 'component' and unit_id = any(${unitIds}::uuid[])
		returning id
	`;
	return rows.length;
}

/** Writes the units' names as they are now into the sites. */
export async function renameSites(sql: Sql, meetingId: string, units: SiteUnit[]): Promise<void> {
	await sql`
		update sites s set unit_name = u.unit_name, parent_name = u.parent_name, level = u.level
		from unnest(
			${units.map((unit) => unit.id)}::uuid[], ${units.map((unit) => unit.fullName)}::text[],
			${units.map((unit) => unit.parentName)}::text[], ${units.map((unit) => unit.level)}::text[]
		) as u (unit_id, unit_name, parent_name, level)
		where s.meeting_id = ${meetingId} and s.unit_id = u.unit_id
	`;
}

export async function listInvitedUnitIds(sql: Sql, meetingId: string): Promise<string[]> {
	const rows = await sql<{ unitId: string }[]>`
		select unit_id from sites where meeting_id = ${meetingId} and kind = 'component'
	`;
	return rows.map((row) => row.unitId);
}
