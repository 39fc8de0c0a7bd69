import type { Sql } from '#lib/server/platform/db.ts';

export type DemoPerson = {
	id: string;
	role: string;
	fullName: string;
	signInName: string;
	unitCode: string;
	unitName: string;
};

export type NewDemoPerson = {
	unitId: string;
	fullName: string;
	position: string;
	signInName: string;
	duty: string;
};

export async function countUnits(sql: Sql): Promise<number> {
	const [row] = await sql<{ count: number }[]>`select count(*) from units`;
	return row?.count ?? 0;
}

export async function countDemoPeople(sql: Sql): Promise<number> {
	const [row] = await sql<{ count: number }[]>`select count(*) from people where demo`;
	return row?.count ?? 0;
}

/** One installation at a time fills a database. */
export async function lockPeople(sql: Sql): Promise<void> {
	await sql`lock table people in share row exclusive mode`;
}

export async function insertDemoPeople(sql: Sql, people: NewDemoPerson[]): Promise<void> {
	await sql`
		with given as (
			select "unitId" as unit_id, "fullName" as full_name, position, "signInName" as sign_in_name, duty
			from jsonb_to_recordset(${sql.json(people)})
				as row ("unitId" uuid, "fullName" text, position text, "signInName" text, duty text)
		), made as (
			insert into people (unit_id, full_name, position, sign_in_name, demo)
			select unit_id, full_name, position, sign_in_name, true from given
			returning id, sign_in_name
		)
		insert into duties (person_id, duty)
		select made.id, given.duty from made join given using (sign_in_name)
	`;
}

/** The demo's people who can sign in, officers first, then by unit. */
export async function selectDemoPeople(sql: Sql, day: string): Promise<DemoPerson[]> {
	return sql<DemoPerson[]>`
		select
			person.id, duties.duty as role, person.full_name, person.sign_in_name,
			coalesce(unit.code, '') as unit_code, coalesce(unit.full_name, '') as unit_name
		from people person
		join duties on duties.person_id = person.id
		left join units_on(${day}::date) unit on unit.id = person.unit_id
		left join unit_levels on unit_levels.id = unit.level
		where person.demo and person.disabled_at is null and person.sign_in_name is not null
		order by duties.duty = 'clerk', array_position(array['leader', 'secretary', 'operator', 'administrator'], duties.duty),
			unit_levels.rank, unit.code
	`;
}
