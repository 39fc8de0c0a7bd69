// What the media server asks and says about a meeting.
import type { QuorumRule } from '#lib/protocol/roll.ts';
import type { ActingRole, Conduct, MeetingState } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';

export type RoomMeeting = {
	meetingId: string;
	title: string;
	conduct: Conduct;
	quorumRule: QuorumRule;
	state: MeetingState;
	startsAt: Date;
	plannedMinutes: number;
	openedAt: Date | null;
	endedAt: Date | null;
	chairId: string;
	chairName: string;
	/** Who chairs when the chair cannot. */
	deputyId: string | null;
	secretaryId: string;
	operatorId: string | null;
	/** Who may act for the chair. */
	actingRoles: ActingRole[];
	observerIds: string[];
};
export type RoomAgendaItem = {
	itemId: string;
	position: number;
	title: string;
	presenter: string;
	plannedMinutes: number;
	/** In the order in which they speak. */
	speakers: { siteId: string; minutes: number }[];
};
export type RoomSite = {
	siteId: string;
	unitId: string;
	name: string;
	parentName: string;
	level: string;
	kind: 'main' | 'component';
};

/** Undefined for a draft, too: it has no room yet. */
export async function findRoomMeeting(sql: Sql, meetingId: string): Promise<RoomMeeting | undefined> {
	const [row] = await sql<RoomMeeting[]>`
		select id as meeting_id, title, conduct, quorum_rule, state, starts_at, planned_minutes, opened_at, ended_at,
			chair_id, (select full_name from people where id = chair_id) as chair_name, deputy_id, secretary_id, operator_id,
			acting_roles,
			array(select person_id from meeting_observers where meeting_id = meetings.id order by person_id) as observer_ids
		from meetings
		where id = ${meetingId} and convened_at is not null
	`;
	return row;
}

export async function listRoomAgenda(sql: Sql, meetingId: string): Promise<RoomAgendaItem[]> {
	return sql<RoomAgendaItem[]>`
		select i.id as item_id, i.position, i.title, i.presenter, i.planned_minutes,
			coalesce(
				jsonb_agg(jsonb_build_object('siteId', s.site_id, 'minutes', s.minutes) order by s.position)
					filter (where s.site_id is not null),
				'[]'
			) as speakers
		from agenda_items i left join agenda_speakers s on s.item_id = i.id
		where i.meeting_id = ${meetingId}
		group by i.id
		order by i.position
	`;
}

/** The main site first, then by the unit above and the name. */
export async function listRoomSites(sql: Sql, meetingId: string): Promise<RoomSite[]> {
	return sql<RoomSite[]>`
		select id as site_id, unit_id, unit_name as name, parent_name, level, kind
		from sites
		where meeting_id = ${meetingId}
		order by kind = 'main' desc, parent_name collate "vi-x-icu", unit_name collate "vi-x-icu", id
	`;
}

export async function listNames(
	sql: Sql,
	personIds: readonly string[]
): Promise<{ personId: string; fullName: string }[]> {
	return sql`select id as person_id, full_name from people where id = any(${[...personIds]})`;
}

/** False when the meeting was not convened (any more). */
export async function setOpen(sql: Sql, meetingId: string, at: Date): Promise<boolean> {
	const rows = await sql`
		update meetings set state = 'open', opened_at = ${at}
		where id = ${meetingId} and state = 'convened'
		returning id
	`;
	return rows.length === 1;
}

export async function setEnded(sql: Sql, meetingId: string, at: Date): Promise<boolean> {
	const rows = await sql`
		update meetings set state = 'ended', ended_at = greatest(${at}, opened_at)
		where id = ${meetingId} and state = 'open'
		returning id
	`;
	return rows.length === 1;
}
