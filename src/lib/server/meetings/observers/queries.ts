import type { Sql } from '#lib/server/platform/db.ts';

/** Somebody who observes, or may be asked to. */
export type Observer = { id: string; fullName: string; position: string; unitName: string };

const columns = (sql: Sql) => sql`p.id, p.full_name, p.position, coalesce(u.full_name, '') as unit_name`;

export async function listObservers(sql: Sql, meetingId: string, day: string): Promise<Observer[]> {
	return sql<Observer[]>`
		select ${columns(sql)}
		from meeting_observers o
			join people p on p.id = o.person_id
			left join units_on(${day}::date) u on u.id = p.unit_id
		where o.meeting_id = ${meetingId}
		order by p.full_name collate "vi-x-icu", p.id
	`;
}

/** People of these units who can sign in. */
export async function listPeopleOf(sql: Sql, unitIds: string[], day: string): Promise<Observer[]> {
	return sql<Observer[]>`
		select ${columns(sql)}
		from people p join units_on(${day}::date) u on u.id = p.unit_id
		where p.unit_id = any(${unitIds}::uuid[]) and p.disabled_at is null
		order by p.full_name collate "vi-x-icu", p.id
	`;
}

export async function insertObserver(sql: Sql, meetingId: string, personId: string): Promise<void> {
	await sql`
		insert into meeting_observers (meeting_id, person_id) values (${meetingId}, ${personId})
		on conflict do nothing
	`;
}

export async function deleteObserver(sql: Sql, meetingId: string, personId: string): Promise<void> {
	await sql`delete from meeting_observers where meeting_id = ${meetingId} and person_id = ${personId}`;
}
