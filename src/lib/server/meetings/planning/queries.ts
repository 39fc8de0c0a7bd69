import type { Sql } from '#lib/server/platform/db.ts';
import type { MeetingKind, What, When } from '../schema.ts';

export type NewDraft = {
	conveningUnitId: string;
	title: string;
	kind: MeetingKind;
	chairId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
	createdBy: string;
};

export async function insertDraft(sql: Sql, draft: NewDraft): Promise<string> {
	const [row] = await sql<{ id: string }[]>`insert into meetings ${sql(draft)} returning id`;
	if (row === undefined) throw new Error('insert returned no row');
	return row.id;
}

export async function updateWhat(sql: Sql, meetingId: string, what: What): Promise<void> {
	await sql`
		update meetings set ${sql(what, 'title', 'kind', 'conduct', 'quorumRule', 'note', 'chairId', 'deputyId', 'secretaryId', 'operatorId', 'actingRoles')}
		where id = ${meetingId}
	`;
}

/** Date and time are those of the city's clocks. */
export async function updateWhen(sql: Sql, meetingId: string, when: When, timeZone: string): Promise<void> {
	const startsAt =
		when.date === '' ? sql`null` : sql`(${when.date}::date + ${when.time}::time) at time zone ${timeZone}`;
	await sql`
		update meetings
		set starts_at = ${startsAt}, planned_minutes = ${when.plannedMinutes}, place = ${when.place}
		where id = ${meetingId}
	`;
}

export type LocalStart = { date: string; time: string };

/** The beginning as the city's clocks show it, for the fields of a form. */
export async function findLocalStart(
	sql: Sql,
	meetingId: string,
	timeZone: string
): Promise<LocalStart | undefined> {
	const [row] = await sql<LocalStart[]>`
		select to_char(starts_at at time zone ${timeZone}, 'YYYY-MM-DD') as date,
			to_char(starts_at at time zone ${timeZone}, 'HH24:MI') as time
		from meetings
		where id = ${meetingId} and starts_at is not null
	`;
	return row;
}

export type Candidate = { id: string; fullName: string; position: string; duties: string[] };

/** Who may be named chair, secretary or operator: people of the convening unit with such a duty. */
export async function listCandidates(sql: Sql, unitId: string): Promise<Candidate[]> {
	return sql<Candidate[]>`
		select p.id, p.full_name, p.position, array_agg(d.duty order by d.duty) as duties
		from people p join duties d on d.person_id = p.id
		where p.unit_id = ${unitId} and p.disabled_at is null and d.duty in ('leader', 'secretary', 'operator')
		group by p.id
		order by p.full_name, p.id
	`;
}
