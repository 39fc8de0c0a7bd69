import type { CheckResult } from '#lib/protocol/checks.ts';
import type { Sql } from '#lib/server/platform/db.ts';

export type NewCheckRow = {
	meetingId: string;
	siteId: string;
	personId: string;
	checkedAt: Date;
	result: CheckResult;
};

/** The last check of a person takes the place of the one before. */
export async function saveCheck(sql: Sql, row: NewCheckRow): Promise<void> {
	const values = { ...row, result: sql.json(row.result) };
	await sql`
		insert into site_checks ${sql(values, 'meetingId', 'siteId', 'personId', 'checkedAt', 'result')}
		on conflict (site_id, person_id) do update
			set checked_at = excluded.checked_at, result = excluded.result
	`;
}

export type CheckRow = { siteId: string; personName: string; checkedAt: Date; result: unknown };

/** Of all sites, or of one; the newest of each site first. */
export async function listChecks(sql: Sql, meetingId: string, siteId?: string): Promise<CheckRow[]> {
	const which = siteId === undefined ? sql`` : sql`and c.site_id = ${siteId}`;
	return sql<CheckRow[]>`
		select c.site_id, p.full_name as person_name, c.checked_at, c.result
		from site_checks c join people p on p.id = c.person_id
		where c.meeting_id = ${meetingId} ${which}
		order by c.checked_at desc, c.person_id
	`;
}

export type RehearsedRow = {
	siteId: string;
	name: string;
	parentName: string;
	kind: 'main' | 'component';
	levelName: string;
	connected: boolean;
	/** Who answers for the unit: who replied, else the first of its clerks. */
	contact: string | null;
};

/** By what groups them, then by name: the order in which they are called. */
export async function listRehearsed(sql: Sql, meetingId: string): Promise<RehearsedRow[]> {
	return sql<RehearsedRow[]>`
		select s.id as site_id, s.unit_name as name, s.parent_name, s.kind, coalesce(l.name_vi, s.level) as level_name,
			s.id in (
				select came.site_id from meeting_events came
				where came.meeting_id = ${meetingId} and came.type = 'site:connected' and not exists (
					select 1 from meeting_events went
					where went.meeting_id = ${meetingId} and went.type = 'site:disconnected'
						and went.data ->> 'connectionId' = came.data ->> 'connectionId'
				)
			) as connected,
			coalesce(r.full_name, clerk.full_name) as contact
		from sites s
			left join unit_levels l on l.id = s.level
			left join people r on r.id = s.replied_by
			left join lateral (
				select p.full_name from people p join duties d on d.person_id = p.id
				where p.unit_id = s.unit_id and d.duty = 'clerk' and p.disabled_at is null
				order by p.created_at, p.id
				limit 1
			) clerk on true
		where s.meeting_id = ${meetingId}
		order by s.kind = 'main' desc, l.rank, s.parent_name collate "vi-x-icu", s.unit_name collate "vi-x-icu", s.id
	`;
}
