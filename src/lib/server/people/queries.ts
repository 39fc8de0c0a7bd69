import type { Duty, Locale } from '#lib/server/auth/auth.ts';
import type { Sql } from '#lib/server/platform/db.ts';

export type Person = {
	id: string;
	unitId: string;
	unitName: string;
	parentName: string;
	fullName: string;
	position: string;
	signInName: string | null;
	locale: Locale;
	duties: Duty[];
	disabledAt: Date | null;
};

/** What people of other units may know. */
export type Colleague = Pick<Person, 'id' | 'fullName' | 'position' | 'duties'>;

export type NewRow = {
	unitId: string;
	fullName: string;
	position: string;
	signInName: string;
};

function columns(sql: Sql) {
	return sql`
		person.id, person.unit_id, coalesce(unit.full_name, '') as unit_name, coalesce(parent.full_name, '') as parent_name,
		person.full_name, person.position, person.sign_in_name, person.locale, person.disabled_at, ${dutiesColumn(sql)}
	`;
}

function dutiesColumn(sql: Sql) {
	return sql`array(select duty from duties where person_id = person.id order by duty) as duties`;
}

function tables(sql: Sql, day: string) {
	return sql`
		people person
		left join units_on(${day}::date) unit on unit.id = person.unit_id
		left join units_on(${day}::date) parent on parent.id = unit.parent_id
	`;
}

/**
 * Everybody whose name, position, sign-in name or unit has every word: first where the words stand together, those who
 * are disabled last.
 */
export async function selectPeople(
	sql: Sql,
	filter: { words: string[]; unitId: string | null; day: string; limit: number; offset: number }
): Promise<(Person & { total: number })[]> {
	const { words, unitId, day, limit, offset } = filter;
	const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
	const together = `%${patterns.map((pattern) => pattern.slice(1, -1)).join(' ')}%`;
	const text = sql`
		fold_text(concat_ws(' ', person.full_name, person.position, person.sign_in_name, unit.full_name, parent.full_name))
	`;
	return sql<(Person & { total: number })[]>`
		select ${columns(sql)}, count(*) over () as total
		from ${tables(sql, day)}
		where ${text}
				like all (array(select fold_text(pattern) from unnest(${patterns}::text[]) pattern))
			${unitId === null ? sql`` : sql`and person.unit_id = ${unitId}`}
		order by
			person.disabled_at is not null,
			${text} like fold_text(${together}) desc,
			unit.level is distinct from 'city',
			unit.name collate "vi-x-icu", person.full_name collate "vi-x-icu", person.id
		limit ${limit} offset ${offset}
	`;
}

export async function findPerson(sql: Sql, personId: string, day: string): Promise<Person | undefined> {
	const [row] = await sql<
		Person[]
	>`select ${columns(sql)} from ${tables(sql, day)} where person.id = ${personId}`;
	return row;
}

export async function findBySignInName(
	sql: Sql,
	signInName: string
): Promise<{ id: string; duties: Duty[] } | undefined> {
	const [row] = await sql<{ id: string; duties: Duty[] }[]>`
		select person.id, ${dutiesColumn(sql)} from people person where person.sign_in_name = ${signInName}
	`;
	return row;
}

export async function selectColleagues(sql: Sql, unitId: string): Promise<Colleague[]> {
	return sql<Colleague[]>`
		select person.id, person.full_name, person.position, ${dutiesColumn(sql)}
		from people person
		where person.unit_id = ${unitId} and person.disabled_at is null
		order by person.full_name collate "vi-x-icu", person.id
	`;
}

/** Undefined when somebody has this sign-in name already. */
export async function insertPerson(sql: Sql, person: NewRow): Promise<string | undefined> {
	const [row] = await sql<{ id: string }[]>`
		insert into people (unit_id, full_name, position, sign_in_name)
		values (${person.unitId}, ${person.fullName}, ${person.position}, ${person.signInName})
		on conflict (sign_in_name) do nothing
		returning id
	`;
	return row?.id;
}

export async function updatePerson(
	sql: Sql,
	personId: string,
	{ unitId, fullName, position }: { unitId: string; fullName: string; position: string }
): Promise<void> {
	await sql`update people set ${sql({ unitId, fullName, position })} where id = ${personId}`;
}

export async function replaceDuties(sql: Sql, personId: string, duties: Duty[]): Promise<void> {
	await sql`delete from duties where person_id = ${personId} and duty <> all (${duties})`;
	await sql`
		insert into duties (person_id, duty)
		select ${personId}, duty from unnest(${duties}::text[]) duty
		on conflict do nothing
	`;
}

export async function setDisabled(sql: Sql, personId: string, disabled: boolean): Promise<boolean> {
	const rows = await sql`
		update people set disabled_at = ${disabled ? sql`now()` : sql`null`}
		where id = ${personId} and (disabled_at is null) = ${disabled}
		returning id
	`;
	return rows.length === 1;
}

export async function setLocale(sql: Sql, personId: string, locale: Locale): Promise<void> {
	await sql`update people set locale = ${locale} where id = ${personId}`;
}

/** Holds the administrator until the transaction ends, so that two cannot disable each other. */
export async function lockAdministrator(sql: Sql, personId: string): Promise<boolean> {
	const rows = await sql`
		select person.id
		from people person
		join duties on duties.person_id = person.id and duties.duty = 'administrator'
		where person.id = ${personId} and person.disabled_at is null
		for share
	`;
	return rows.length === 1;
}
