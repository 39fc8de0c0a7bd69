// The meeting's own row, and what a right to it depends on.
import type { QuorumRule } from '#lib/protocol/roll.ts';
import type { ActingRole, Conduct, MeetingState } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import type { MeetingKind } from './schema.ts';

export type MeetingRow = {
	id: string;
	conveningUnitId: string;
	title: string;
	kind: MeetingKind;
	conduct: Conduct;
	quorumRule: QuorumRule;
	state: MeetingState;
	startsAt: Date | null;
	plannedMinutes: number;
	place: string;
	note: string;
	chairId: string | null;
	/** Who chairs when the chair cannot. */
	deputyId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
	/** Who may act for the chair. */
	actingRoles: ActingRole[];
	observerIds: string[];
	convenedAt: Date | null;
	openedAt: Date | null;
	endedAt: Date | null;
	cancelReason: string;
};

const columns = (sql: Sql) => sql`
	id, convening_unit_id, title, kind, conduct, quorum_rule, state, starts_at, planned_minutes, place, note,
	chair_id, deputy_id, secretary_id, operator_id, acting_roles, convened_at, opened_at, ended_at, cancel_reason,
	array(select person_id from meeting_observers where meeting_id = meetings.id order by person_id) as observer_ids
`;

export async function findMeeting(sql: Sql, id: string): Promise<MeetingRow | undefined> {
	const [row] = await sql<MeetingRow[]>`select ${columns(sql)} from meetings where id = ${id}`;
	return row;
}

/**
 * Holds the row until the transaction ends, so that no step overtakes what is being changed. Not `for update`, which
 * would keep the room from writing its events.
 */
export async function lockMeeting(sql: Sql, id: string): Promise<MeetingRow | undefined> {
	const [row] = await sql<
		MeetingRow[]
	>`select ${columns(sql)} from meetings where id = ${id} for no key update`;
	return row;
}

export type SiteRow = {
	id: string;
	unitId: string;
	kind: 'main' | 'component';
	unitName: string;
	parentName: string;
	level: string;
	reply: 'none' | 'confirmed' | 'declined';
	replyReason: string;
	repliedAt: Date | null;
	repliedByName: string | null;
	/** The reply was given before the latest change was known. */
	replyOutdated: boolean;
	/** The number of the meeting's latest change, 0 for none. */
	latestChange: number;
};

const siteTables = (sql: Sql) => sql`
	sites s
	left join people p on p.id = s.replied_by
	cross join lateral (
		select coalesce(max(number), 0) as number from meeting_changes where meeting_id = s.meeting_id
	) change
`;

const siteColumns = (sql: Sql) => sql`
	s.id, s.unit_id, s.kind, s.unit_name, s.parent_name, s.level, s.reply, s.reply_reason, s.replied_at,
	p.full_name as replied_by_name, s.reply <> 'none' and s.reply_change < change.number as reply_outdated,
	change.number as latest_change
`;

/** The place of a unit in a meeting. */
export async function findSiteOfUnit(
	sql: Sql,
	meetingId: string,
	unitId: string
): Promise<SiteRow | undefined> {
	const [row] = await sql<SiteRow[]>`
		select ${siteColumns(sql)} from ${siteTables(sql)}
		where s.meeting_id = ${meetingId} and s.unit_id = ${unitId}
	`;
	return row;
}

export async function findMainSite(sql: Sql, meetingId: string): Promise<SiteRow | undefined> {
	const [row] = await sql<SiteRow[]>`
		select ${siteColumns(sql)} from ${siteTables(sql)}
		where s.meeting_id = ${meetingId} and s.kind = 'main'
	`;
	return row;
}

export type SiteListRow = SiteRow & { rosterCount: number };

/** All sites of a meeting, the main site first. */
export async function listSites(sql: Sql, meetingId: string): Promise<SiteListRow[]> {
	return sql<SiteListRow[]>`
		select ${siteColumns(sql)},
			(select count(*)::integer from roster_entries r where r.site_id = s.id) as roster_count
		from ${siteTables(sql)}
		where s.meeting_id = ${meetingId}
		order by s.kind = 'main' desc, s.parent_name collate "vi-x-icu", s.unit_name collate "vi-x-icu", s.id
	`;
}

export type OfficerName = { id: string; fullName: string; position: string };

/** Names of the people a meeting names. */
export async function listNames(sql: Sql, ids: string[]): Promise<OfficerName[]> {
	return sql<OfficerName[]>`
		select id, full_name, position from people where id = any(${ids})
		order by full_name collate "vi-x-icu", id
	`;
}

export type LevelSites = {
	level: string;
	nameVi: string;
	nameEn: string;
	nameJa: string;
	count: number;
	confirmed: number;
	declined: number;
	/** People named in the rosters of these sites. */
	people: number;
};

/** Component sites by level, and what they answered. */
export async function countSites(sql: Sql, meetingId: string): Promise<LevelSites[]> {
	return sql<LevelSites[]>`
		select s.level, coalesce(l.name_vi, s.level) as name_vi, coalesce(l.name_en, s.level) as name_en,
			coalesce(l.name_ja, s.level) as name_ja, count(*)::integer as count,
			(count(*) filter (where s.reply = 'confirmed'))::integer as confirmed,
			(count(*) filter (where s.reply = 'declined'))::integer as declined,
			coalesce(sum(roster.people), 0)::integer as people
		from sites s
			left join unit_levels l on l.id = s.level
			cross join lateral (select count(*) as people from roster_entries r where r.site_id = s.id) roster
		where s.meeting_id = ${meetingId} and s.kind = 'component'
		group by s.level, l.id
		order by l.rank, s.level
	`;
}
