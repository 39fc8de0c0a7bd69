import type { Sql } from '#lib/server/platform/db.ts';
import type { MinutesContent } from './schema.ts';
import type { MinutesState } from './states.ts';

export interface MeetingFacts {
	title: string;
	place: string;
	startsAt: Date | null;
	plannedMinutes: number;
	openedAt: Date | null;
	endedAt: Date | null;
	chairId: string | null;
	secretaryId: string | null;
	chairName: string | null;
	chairPosition: string | null;
	secretaryName: string | null;
	secretaryPosition: string | null;
}

export async function selectMeeting(sql: Sql, meetingId: string): Promise<MeetingFacts | undefined> {
	const [row] = await sql<MeetingFacts[]>`
		select m.title, m.place, m.starts_at, m.planned_minutes, m.opened_at, m.ended_at, m.chair_id, m.secretary_id,
			c.full_name as chair_name, c.position as chair_position,
			s.full_name as secretary_name, s.position as secretary_position
		from meetings m
		left join people c on c.id = m.chair_id
		left join people s on s.id = m.secretary_id
		where m.id = ${meetingId}
	`;
	return row;
}

export interface SiteFacts {
	siteId: string;
	name: string;
	parentName: string;
	levelName: string;
	levelRank: number;
	kind: 'main' | 'component';
	reply: 'none' | 'confirmed' | 'declined';
	replyReason: string;
}

export async function selectSites(sql: Sql, meetingId: string): Promise<SiteFacts[]> {
	return sql<SiteFacts[]>`
		select s.id as site_id, s.unit_name as name, s.parent_name, s.kind, s.reply, s.reply_reason,
			coalesce(l.name_vi, '') as level_name, coalesce(l.rank, 0) as level_rank
		from sites s
		left join unit_levels l on l.id = s.level
		where s.meeting_id = ${meetingId}
	`;
}

export interface RosterFacts {
	siteId: string;
	name: string;
	jobTitle: string;
	presence: 'room' | 'online' | 'absent' | 'substituted';
	note: string;
}

export async function selectRoster(sql: Sql, meetingId: string): Promise<RosterFacts[]> {
	return sql<RosterFacts[]>`
		select r.site_id, r.full_name as name, r.job_title, r.presence, r.note
		from roster_entries r
		join sites s on s.id = r.site_id
		where s.meeting_id = ${meetingId}
		order by r.site_id, r.position
	`;
}

export interface AgendaFacts {
	itemId: string;
	title: string;
	presenter: string;
}

export async function selectAgenda(sql: Sql, meetingId: string): Promise<AgendaFacts[]> {
	return sql<AgendaFacts[]>`
		select id as item_id, title, presenter from agenda_items where meeting_id = ${meetingId} order by position
	`;
}

/** False when there are minutes already: what the secretary wrote is never overwritten. */
export async function insertDraft(sql: Sql, meetingId: string, content: MinutesContent): Promise<boolean> {
	const rows = await sql`
		insert into minutes (meeting_id, content) values (${meetingId}, ${sql.json(content)})
		on conflict (meeting_id, version) do nothing
		returning id
	`;
	return rows.length === 1;
}

export interface MinutesRow {
	meetingId: string;
	version: number;
	state: MinutesState;
	content: unknown;
	conclusions: string;
	updatedAt: Date;
	updatedByName: string | null;
}

/** The newest version. */
export async function selectMinutes(sql: Sql, meetingId: string): Promise<MinutesRow | undefined> {
	const [row] = await sql<MinutesRow[]>`
		select m.meeting_id, m.version, m.state, m.content, m.conclusions, m.updated_at, p.full_name as updated_by_name
		from minutes m
		left join people p on p.id = m.updated_by
		where m.meeting_id = ${meetingId}
		order by m.version desc
		limit 1
	`;
	return row;
}

/** False when no version is in a state in which it may be edited. */
export async function updateConclusions(
	sql: Sql,
	meetingId: string,
	change: { conclusions: string; personId: string; editable: readonly MinutesState[] }
): Promise<boolean> {
	const rows = await sql`
		update minutes set conclusions = ${change.conclusions}, updated_by = ${change.personId}, updated_at = now()
		where meeting_id = ${meetingId} and state = any(${[...change.editable]})
			and version = (select max(version) from minutes where meeting_id = ${meetingId})
		returning id
	`;
	return rows.length === 1;
}

/** Meetings that have ended and have no minutes yet. */
export async function selectUndrafted(sql: Sql): Promise<string[]> {
	const rows = await sql<{ id: string }[]>`
		select m.id from meetings m
		where m.state = 'ended' and not exists (select from minutes where meeting_id = m.id)
		order by m.ended_at
	`;
	return rows.map((row) => row.id);
}
