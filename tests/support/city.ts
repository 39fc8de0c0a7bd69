// Hải Phòng of December 2021 in a test database, and people for it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { timeZone } from '../../src/lib/format/time-zone.ts';
import type { Duty, SignedInPerson } from '../../src/lib/server/auth/auth.ts';
import type { Sql } from '../../src/lib/server/platform/db.ts';
import * as units from '../../src/lib/server/units/units.ts';

export { timeZone };
const listFile = join(import.meta.dirname, '../../unit-lists/hai-phong-2021-12.json');

export async function importCity(sql: Sql): Promise<void> {
	const read = units.readList(await readFile(listFile));
	if ('problems' in read) throw new Error(`the list has problems: ${JSON.stringify(read.problems)}`);
	const report = await units.importList(sql, read.list, null);
	if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems));
}

/** Somebody of the unit that has this code today. */
export async function addPerson(
	sql: Sql,
	unitCode: string,
	duties: Duty[],
	fullName = 'Nguyễn Văn An'
): Promise<SignedInPerson> {
	const unit = await units.findUnitByCode(sql, unitCode, units.dayOf(new Date(), timeZone));
	if (unit === undefined) throw new Error(`no unit has the code ${unitCode}`);
	const signInName = `nguoi-${crypto.randomUUID()}`;
	const [row] = await sql<{ id: string }[]>`
		insert into people (unit_id, full_name, position, sign_in_name)
		values (${unit.id}, ${fullName}, 'Chuyên viên', ${signInName})
		returning id
	`;
	if (row === undefined) throw new Error('insert returned no row');
	for (const duty of duties) await sql`insert into duties (person_id, duty) values (${row.id}, ${duty})`;
	return { id: row.id, unitId: unit.id, fullName, position: 'Chuyên viên', signInName, locale: 'vi', duties };
}
