import type { Sql } from '#lib/server/platform/db.ts';
import type { Period } from './import-plan.ts';
import type { UnitLevel } from './schema.ts';

/** A unit as it stood on a day. */
export type Unit = {
	id: string;
	parentId: string | null;
	level: string;
	kind: string;
	code: string;
	name: string;
	fullName: string;
	/** Full name of the unit above, empty at the top: five names of communes occur twice in one city. */
	parentName: string;
};

export type HistoricPeriod = Pick<Period, 'id' | 'level' | 'code' | 'fullName' | 'from' | 'to'> & {
	parentName: string;
};

export type Level = { id: string; rank: number; nameVi: string; nameEn: string; nameJa: string };
export type LevelCount = { level: string; count: number };

function columns(sql: Sql) {
	return sql`
		unit.id, unit.parent_id, unit.level, unit.kind, unit.code, unit.name, unit.full_name,
		coalesce(parent.full_name, '') as parent_name
	`;
}

/** `unit`, `parent` and `unit_level` on the day. */
function tables(sql: Sql, day: string) {
	return sql`
		units_on(${day}::date) unit
		join unit_levels unit_level on unit_level.id = unit.level
		left join units_on(${day}::date) parent on parent.id = unit.parent_id
	`;
}

/** Without the word for the kind, as Vietnamese lists are sorted. */
function order(sql: Sql) {
	return sql`unit_level.rank, unit.level, unit.name collate "vi-x-icu", unit.code`;
}

export async function selectUnits(sql: Sql, day: string): Promise<Unit[]> {
	return sql<Unit[]>`select ${columns(sql)} from ${tables(sql, day)} order by ${order(sql)}`;
}

export async function findUnit(sql: Sql, unitId: string, day: string): Promise<Unit | undefined> {
	const [row] = await sql<Unit[]>`select ${columns(sql)} from ${tables(sql, day)} where unit.id = ${unitId}`;
	return row;
}

export async function findUnitByCode(sql: Sql, code: string, day: string): Promise<Unit | undefined> {
	const [row] = await sql<Unit[]>`select ${columns(sql)} from ${tables(sql, day)} where unit.code = ${code}`;
	return row;
}

export async function selectChildren(sql: Sql, unitId: string, day: string): Promise<Unit[]> {
	return sql<Unit[]>`
		select ${columns(sql)} from ${tables(sql, day)}
		where unit.parent_id = ${unitId}
		order by ${order(sql)}
	`;
}

/** All units below one, at any depth, without itself. */
export async function selectDescendants(
	sql: Sql,
	unitId: string,
	{ day, level }: { day: string; level?: string }
): Promise<Unit[]> {
	return sql<Unit[]>`
		with recursive below as (
			select id from units_on(${day}::date) where parent_id = ${unitId}
			union
			select child.id from units_on(${day}::date) child join below on below.id = child.parent_id
		)
		select ${columns(sql)} from ${tables(sql, day)}
		where unit.id in (select id from below)
			${level === undefined ? sql`` : sql`and unit.level = ${level}`}
		order by ${order(sql)}
	`;
}

/** From the top down, without the unit itself. */
export async function selectAncestors(sql: Sql, unitId: string, day: string): Promise<Unit[]> {
	return sql<Unit[]>`
		with recursive above as (
			select parent_id, 1 as step from units_on(${day}::date) where id = ${unitId}
			union all
			select unit.parent_id, above.step + 1
			from units_on(${day}::date) unit join above on above.parent_id = unit.id
		)
		select ${columns(sql)} from ${tables(sql, day)}
		join above on above.parent_id = unit.id
		order by above.step desc
	`;
}

export async function countByLevel(sql: Sql, day: string): Promise<LevelCount[]> {
	return sql<LevelCount[]>`
		select unit.level, count(*) from units_on(${day}::date) unit
		join unit_levels unit_level on unit_level.id = unit.level
		group by unit.level, unit_level.rank
		order by unit_level.rank, unit.level
	`;
}

/**
 * Units whose own name, name of the unit above or code has every word; those whose own name begins with the words come
 * first. Case, marks and the place of the tone mark do not count.
 */
export async function searchUnits(
	sql: Sql,
	words: string[],
	{ day, limit }: { day: string; limit: number }
): Promise<Unit[]> {
	const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
	const whole = `${patterns.map((pattern) => pattern.slice(1, -1)).join(' ')}%`;
	return sql<Unit[]>`
		select ${columns(sql)} from ${tables(sql, day)}
		where concat_ws(' ', unit.folded_name, parent.folded_name, lower(unit.code))
			like all (array(select fold_text(pattern) from unnest(${patterns}::text[]) pattern))
		order by
			fold_text(unit.name) like fold_text(${whole}) desc,
			unit.folded_name like fold_text(${whole}) desc,
			${order(sql)}
		limit ${limit}
	`;
}

export async function selectLevels(sql: Sql): Promise<Level[]> {
	return sql<Level[]>`select id, rank, name_vi, name_en, name_ja from unit_levels order by rank, id`;
}

export async function selectPeriods(sql: Sql): Promise<Period[]> {
	return sql<Period[]>`
		select id, unit_id, parent_id, level, kind, code, name, full_name, lower(valid) as from, upper(valid) as to
		from unit_periods
	`;
}

/** The periods of one unit, the newest first, each with the name that the unit above had when it began. */
export async function selectHistory(sql: Sql, unitId: string): Promise<HistoricPeriod[]> {
	return sql<HistoricPeriod[]>`
		select
			period.id, period.level, period.code, period.full_name, coalesce(parent.full_name, '') as parent_name,
			lower(period.valid) as from, upper(period.valid) as to
		from unit_periods period
		left join unit_periods parent on parent.unit_id = period.parent_id and parent.valid @> lower(period.valid)
		where period.unit_id = ${unitId}
		order by lower(period.valid) desc
	`;
}

/** One import at a time; reading goes on. */
export async function lockPeriods(sql: Sql): Promise<void> {
	await sql`lock table unit_periods in share row exclusive mode`;
}

export async function addLevels(sql: Sql, levels: UnitLevel[]): Promise<void> {
	for (const { id, rank, name } of levels) {
		await sql`
			insert into unit_levels (id, rank, name_vi, name_en, name_ja)
			values (${id}, ${rank}, ${name.vi}, ${name.en}, ${name.ja})
			on conflict (id) do nothing
		`;
	}
}

export async function insertPeriods(sql: Sql, periods: Period[]): Promise<void> {
	const rows = sql`
		select id, "unitId", "parentId", level, kind, code, name, "fullName", "from", "to"
		from jsonb_to_recordset(${sql.json(periods)}) as row (
			id uuid, "unitId" uuid, "parentId" uuid, level text, kind text, code text, name text, "fullName" text,
			"from" date, "to" date
		)
	`;
	await sql`insert into units (id) select row."unitId" from (${rows}) row`;
	await sql`
		insert into unit_periods (id, unit_id, parent_id, level, kind, code, name, full_name, valid)
		select
			row.id, row."unitId", row."parentId", row.level, row.kind, row.code, row.name, row."fullName",
			daterange(row."from", row."to")
		from (${rows}) row
	`;
}

export async function updatePeriod(sql: Sql, period: Period): Promise<void> {
	const { parentId, level, kind, code, name, fullName } = period;
	await sql`
		update unit_periods
		set ${sql({ parentId, level, kind, code, name, fullName })},
			valid = daterange(${period.from}::date, ${period.to}::date)
		where id = ${period.id}
	`;
}

/** Answers how many periods it closed: those that hold on the day and had begun before it. */
export async function closePeriods(sql: Sql, unitIds: string[], day: string): Promise<number> {
	const rows = await sql`
		update unit_periods
		set valid = daterange(lower(valid), ${day}::date)
		where unit_id = any (${unitIds}::uuid[]) and valid @> ${day}::date and lower(valid) < ${day}::date
		returning id
	`;
	return rows.length;
}

/** On the day or later, whether or not they have begun. */
export async function hasUnitsBelow(sql: Sql, unitId: string, day: string): Promise<boolean> {
	const rows = await sql`
		select id from unit_periods
		where parent_id = ${unitId} and (upper(valid) is null or upper(valid) > ${day}::date)
		limit 1
	`;
	return rows.length > 0;
}

/** The unit convenes or is invited, on the day of the city's clocks or later; cancelled meetings do not count. */
export async function hasMeetingsFrom(
	sql: Sql,
	unitId: string,
	day: string,
	timeZone: string
): Promise<boolean> {
	const rows = await sql`
		select s.id from sites s join meetings m on m.id = s.meeting_id
		where s.unit_id = ${unitId} and m.state <> 'cancelled'
			and m.starts_at >= ${day}::date::timestamp at time zone ${timeZone}
		limit 1
	`;
	return rows.length > 0;
}

/** A unit that would hang under one which is no more. */
export async function findOrphan(sql: Sql, day: string): Promise<{ fullName: string } | undefined> {
	const [row] = await sql<{ fullName: string }[]>`
		select unit.full_name from units_on(${day}::date) unit
		where unit.parent_id is not null and not exists (
			select from units_on(${day}::date) parent where parent.id = unit.parent_id
		)
		limit 1
	`;
	return row;
}
