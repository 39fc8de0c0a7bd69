// A usable city for somebody who has just installed the product: the units of Hải Phòng in December 2021, four officers
// in the city's own unit, and one clerk for every unit.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { timeZone } from '#lib/format/time-zone.ts';
import { endSessionsOf, hashPassword, makePassword, savePasswordHash } from '#lib/server/auth/auth.ts';
import { type Sql, transaction } from '#lib/server/platform/db.ts';
import * as units from '#lib/server/units/units.ts';
import { accountsFile, type DemoAccount, hasAccounts, writeAccounts } from './accounts-file.ts';
import { nameFor } from './names.ts';
import * as queries from './queries.ts';
import { signInNames } from './sign-in-names.ts';

export { accountsFile, type DemoAccount, readAccounts } from './accounts-file.ts';

export type DemoOptions = {
	dataDir: string;
	/** Called while passwords are hashed, which takes some seconds. */
	onProgress?: (done: number, all: number) => void;
};

/** `kept`: it was there already. `not_empty`: somebody's own units are in the database, nothing was touched. */
export type DemoOutcome = { outcome: 'made' | 'kept' | 'not_empty'; accounts: number; file: string };

const listFile = join(import.meta.dirname, '../../../../unit-lists/hai-phong-2021-12.json');

const officers = [
	{ duty: 'leader', signInName: 'chu-tri', position: 'Phó Chủ tịch Ủy ban nhân dân thành phố' },
	{ duty: 'secretary', signInName: 'thu-ky', position: 'Chuyên viên Văn phòng Ủy ban nhân dân thành phố' },
	{ duty: 'operator', signInName: 'ky-thuat', position: 'Cán bộ kỹ thuật phòng họp trực tuyến' },
	{ duty: 'administrator', signInName: 'quan-tri', position: 'Quản trị hệ thống' }
];

const clerkPositions = new Map([
	['district', 'Chuyên viên Văn phòng HĐND và UBND'],
	['commune', 'Công chức Văn phòng – Thống kê']
]);

const roles: Record<string, DemoAccount['role']> = {
	leader: 'chair',
	secretary: 'secretary',
	operator: 'operator',
	administrator: 'administrator',
	clerk: 'clerk'
};

/**
 * Fills an empty database. It may be interrupted anywhere and called again; without the file of accounts it gives all
 * demo people new passwords, so that deleting the file is the way to get new ones.
 */
export async function seedDemo(sql: Sql, options: DemoOptions): Promise<DemoOutcome> {
	const { dataDir } = options;
	const file = accountsFile(dataDir);
	const day = units.dayOf(new Date(), timeZone);
	const made = await transaction(sql, (tx) => makeCity(tx, day));
	if (made === 'not_empty') return { outcome: made, accounts: 0, file };
	if (made === 'kept' && (await hasAccounts(dataDir))) return { outcome: made, accounts: 0, file };

	const issued = await issuePasswords(await queries.selectDemoPeople(sql, day), options.onProgress);
	const accounts = issued.map(({ person, password }) => ({
		role: roles[person.role] ?? 'clerk',
		unitCode: person.unitCode,
		unitName: person.unitName,
		name: person.fullName,
		signInName: person.signInName,
		password
	}));
	await writeAccounts(dataDir, accounts, () =>
		transaction(sql, async (tx) => {
			for (const { person, passwordHash } of issued) {
				await savePasswordHash(tx, person.id, passwordHash);
				await endSessionsOf(tx, person.id);
			}
		})
	);
	return { outcome: 'made', accounts: accounts.length, file };
}

async function makeCity(sql: Sql, day: string): Promise<DemoOutcome['outcome']> {
	await queries.lockPeople(sql);
	if ((await queries.countDemoPeople(sql)) > 0) return 'kept';
	if ((await queries.countUnits(sql)) > 0) return 'not_empty';
	const read = units.readList(await readFile(listFile));
	if ('problems' in read) throw new Error(`${listFile}: ${JSON.stringify(read.problems)}`);
	const report = await units.importList(sql, read.list, null);
	if (report.problems.length > 0) throw new Error(`${listFile}: ${JSON.stringify(report.problems)}`);
	const tree = await units.treeOn(sql, day);
	const city = tree.find((unit) => unit.parentId === null);
	if (city === undefined) throw new Error(`${listFile} has no city on ${day}`);
	const names = signInNames(tree);
	await queries.insertDemoPeople(sql, [
		...officers.map((officer) => ({ ...officer, unitId: city.id, fullName: nameFor(officer.signInName) })),
		...tree.map((unit) => ({
			duty: 'clerk',
			unitId: unit.id,
			fullName: nameFor(unit.code),
			position: clerkPositions.get(unit.level) ?? 'Chuyên viên Văn phòng',
			signInName: names.get(unit.id) ?? unit.code
		}))
	]);
	return 'made';
}

type Issued = { person: queries.DemoPerson; password: string; passwordHash: string };

/** As many at a time as there are cores: each hash takes 19 MiB, and more would only wait. */
async function issuePasswords(
	people: queries.DemoPerson[],
	onProgress?: DemoOptions['onProgress']
): Promise<Issued[]> {
	const issued = new Map<string, Issued>();
	const waiting = people.values();
	const work = async () => {
		for (const person of waiting) {
			const password = makePassword();
			issued.set(person.id, { person, password, passwordHash: await hashPassword(password) });
			onProgress?.(issued.size, people.length);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, work));
	return people.flatMap((person) => issued.get(person.id) ?? []);
}
