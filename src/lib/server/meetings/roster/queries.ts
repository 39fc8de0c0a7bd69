import type { Sql } from '#lib/server/platform/db.ts';
import type { Presence, RosterEntry } from '../schema.ts';

export type RosterRow = {
	position: number;
	fullName: string;
	jobTitle: string;
	presence: Presence;
	note: string;
};

export async function listRoster(sql: Sql, siteId: string): Promise<RosterRow[]> {
	return sql<RosterRow[]>`
		select position, full_name, job_title, presence, note
		from roster_entries
		where site_id = ${siteId}
		order by position
	`;
}

/** The list as a whole takes the place of the one before. */
export async function replaceRoster(sql: Sql, siteId: string, entries: RosterEntry[]): Promise<void> {
	await sql`delete from roster_entries where site_id = ${siteId}`;
	if (entries.length === 0) return;
	const rows = entries.map((entry, index) => ({ siteId, position: index + 1, ...entry }));
	await sql`insert into roster_entries ${sql(rows)}`;
}
