import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCity } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as auth from '#lib/server/auth/auth.ts';
import { type DemoAccount, type DemoOutcome, readAccounts, seedDemo } from './demo.ts';

const address = '192.0.2.7';

describe('an empty database', () => {
	const database = testDatabase();
	const steps: number[] = [];
	let dataDir: string;
	let accounts: DemoAccount[];
	let outcome: DemoOutcome;

	beforeAll(async () => {
		dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-demo-'));
		const onProgress = (done: number) => steps.push(done);
		outcome = await seedDemo(database.sql, { dataDir, onProgress });
		accounts = (await readAccounts(dataDir)) ?? [];
	}, 60_000);
	afterAll(() => rm(dataDir, { recursive: true }));

	const signIn = ({ signInName, password }: DemoAccount) =>
		auth.signIn(database.sql, { signInName, password }, { address });
	const account = (role: DemoAccount['role']) => {
		const found = accounts.find((each) => each.role === role);
		if (found === undefined) throw new Error(`no ${role}`);
		return found;
	};

	test('becomes a city with four officers and a clerk for each of its 253 units', () => {
		expect(outcome).toMatchObject({ outcome: 'made', accounts: 257 });
		const counts = Object.groupBy(accounts, (each) => each.role);
		expect(counts.clerk).toHaveLength(253);
		expect(new Set(counts.clerk?.map((each) => each.unitCode)).size).toBe(253);
		expect(accounts.slice(0, 4)).toMatchObject([
			{ role: 'chair', unitCode: '31', unitName: 'Thành phố Hải Phòng', signInName: 'chu-tri' },
			{ role: 'secretary', unitCode: '31', signInName: 'thu-ky' },
			{ role: 'operator', unitCode: '31', signInName: 'ky-thuat' },
			{ role: 'administrator', unitCode: '31', signInName: 'quan-tri' }
		]);
		expect(new Set(accounts.map((each) => each.signInName)).size).toBe(257);
	});

	test('has passwords of its own, each different, in a file that only its owner reads', async () => {
		expect(new Set(accounts.map((each) => each.password)).size).toBe(257);
		for (const { password } of accounts) expect(password.length).toBeGreaterThanOrEqual(12);
		expect((await stat(outcome.file)).mode & 0o777).toBe(0o600);
		const stored = await database.sql<{ passwordHash: string }[]>`select password_hash from credentials`;
		expect(stored).toHaveLength(257);
		for (const { passwordHash } of stored) expect(passwordHash).toMatch(/^\$argon2id\$/);
	});

	test('shows how far the work is', () => {
		expect(steps).toEqual(Array.from({ length: 257 }, (_, index) => index + 1));
	});

	test.for([
		['chair', 'leader'],
		['secretary', 'secretary'],
		['operator', 'operator'],
		['administrator', 'administrator'],
		['clerk', 'clerk']
	] as const)('lets the %s sign in with the duty of a %s', async ([role, duty]) => {
		const { token } = await signIn(account(role));
		const session = await auth.check(database.sql, token);
		expect(session).toMatchObject({ temporaryPassword: false, person: { duties: [duty] } });
		expect(session?.person.fullName).toBe(account(role).name);
	});

	test('stays as it is at the next start', async () => {
		const before = await readFile(outcome.file, 'utf8');
		expect(await seedDemo(database.sql, { dataDir })).toMatchObject({ outcome: 'kept' });
		expect(await readFile(outcome.file, 'utf8')).toBe(before);
	});

	test('gets new passwords when the file was lost, and the old ones and their sessions end', async () => {
		const old = account('chair');
		const { token } = await signIn(old);
		await rm(outcome.file);
		expect(await seedDemo(database.sql, { dataDir })).toMatchObject({
			outcome: 'made',
			accounts: 257
		});
		expect(await auth.check(database.sql, token)).toBeUndefined();
		await expect(signIn(old)).rejects.toMatchObject({ code: 'sign_in_failed' });
		const [chair] = (await readAccounts(dataDir)) ?? [];
		await expect(signIn(chair ?? old)).resolves.toBeDefined();
	}, 60_000);
});

describe('a database with units of its own', () => {
	const database = testDatabase();

	test('is left alone: nobody gets an account there', async () => {
		const dataDir = await mkdtemp(join(tmpdir(), 'diem-cau-demo-'));
		await importCity(database.sql);
		expect(await seedDemo(database.sql, { dataDir })).toMatchObject({ outcome: 'not_empty' });
		expect(await database.sql`select id from people`).toHaveLength(0);
		expect(await readAccounts(dataDir)).toBeUndefined();
		await rm(dataDir, { recursive: true });
	});
});
