import type { Sql } from '#lib/server/platform/db.ts';
import type { MeetingRow } from '../queries.ts';
import type { ChangedTerms } from '../schema.ts';
import type { Terms } from './difference.ts';

/** Keeps the terms that the meeting had under the next number. */
export async function insertChange(
	sql: Sql,
	before: MeetingRow,
	{ at, personId }: { at: Date; personId: string }
): Promise<void> {
	await sql`
		insert into meeting_changes
			(meeting_id, number, changed_at, changed_by, starts_at, planned_minutes, chair_id, secretary_id, operator_id)
		select ${before.id}, 1 + coalesce(max(number), 0), ${at}, ${personId}, ${before.startsAt}::timestamptz,
			${before.plannedMinutes}::integer, ${before.chairId}, ${before.secretaryId}, ${before.operatorId}
		from meeting_changes
		where meeting_id = ${before.id}
	`;
}

/** Date and time are those of the city's clocks. */
export async function updateTerms(
	sql: Sql,
	meetingId: string,
	{ date, time, ...terms }: ChangedTerms,
	timeZone: string
): Promise<void> {
	await sql`
		update meetings
		set ${sql(terms, 'plannedMinutes', 'chairId', 'deputyId', 'secretaryId', 'operatorId', 'actingRoles')},
			starts_at = (${date}::date + ${time}::time) at time zone ${timeZone}
		where id = ${meetingId}
	`;
}

/** A number that no change bears yet is not seen ahead. */
export async function updateSeenChange(sql: Sql, siteId: string, change: number): Promise<void> {
	await sql`
		update sites s
		set seen_change = greatest(
			s.seen_change,
			least(${change}, (select coalesce(max(number), 0) from meeting_changes where meeting_id = s.meeting_id))
		)
		where s.id = ${siteId}
	`;
}

type Prefixed<T, P extends string> = { [K in keyof T & string as `${P}${Capitalize<K>}`]: T[K] };

export type UnseenChange = Terms &
	Prefixed<Terms, 'old'> & {
		meetingId: string;
		title: string;
		ownKind: 'main' | 'component';
		/** Of the latest change. */
		number: number;
		changedAt: Date;
	};

/** Meetings that have been changed since the unit last saw them: the terms it knows (`old`), and those of today. */
export async function listUnseenChanges(
	sql: Sql,
	{ unitId, now, meetingId = null }: { unitId: string; now: Date; meetingId?: string | null }
): Promise<UnseenChange[]> {
	return sql<UnseenChange[]>`
		select m.id as meeting_id, m.title, s.kind as own_kind, latest.number, latest.changed_at,
			m.starts_at, m.planned_minutes, m.chair_id, chair.full_name as chair_name,
			m.secretary_id, secretary.full_name as secretary_name,
			m.operator_id, operator.full_name as operator_name,
			old.starts_at as old_starts_at, old.planned_minutes as old_planned_minutes,
			old.chair_id as old_chair_id, old_chair.full_name as old_chair_name,
			old.secretary_id as old_secretary_id, old_secretary.full_name as old_secretary_name,
			old.operator_id as old_operator_id, old_operator.full_name as old_operator_name
		from sites s
			join meetings m on m.id = s.meeting_id
			cross join lateral (
				select number, changed_at from meeting_changes
				where meeting_id = m.id order by number desc limit 1
			) latest
			cross join lateral (
				select starts_at, planned_minutes, chair_id, secretary_id, operator_id from meeting_changes
				where meeting_id = m.id and number > s.seen_change order by number limit 1
			) old
			join people chair on chair.id = m.chair_id
			join people secretary on secretary.id = m.secretary_id
			left join people operator on operator.id = m.operator_id
			join people old_chair on old_chair.id = old.chair_id
			join people old_secretary on old_secretary.id = old.secretary_id
			left join people old_operator on old_operator.id = old.operator_id
		where s.unit_id = ${unitId} and m.state = 'convened'
			and m.starts_at + make_interval(mins => m.planned_minutes) > ${now}
			and (${meetingId}::uuid is null or m.id = ${meetingId}::uuid)
		order by m.starts_at, m.id
	`;
}
