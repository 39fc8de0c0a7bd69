import { expect, test } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { bossOptions, connect, databaseOptions, transaction } from './db.ts';

const database = testDatabase();

test('columns arrive in camelCase, keys inside JSON stay as they are', async () => {
	const rows = await database.sql`select 1 as full_name, '{"inner_key": {"a_b": 1}}'::jsonb as some_data`;
	expect([...rows]).toEqual([{ fullName: 1, someData: { inner_key: { a_b: 1 } } }]);
});

test('JSON goes in as data, not as a string', async () => {
	const { sql } = database;
	const [row] = await sql`select jsonb_typeof(${sql.json({ a: [1] })}::jsonb) as kind`;
	expect(row).toEqual({ kind: 'object' });
});

test('a day stays a day, a point in time becomes a Date, bigint a number', async () => {
	const { sql } = database;
	const at = new Date('2026-11-22T01:02:03.456Z');
	const [row] = await sql`
		select ${'2021-12-01'}::date as day, ${at}::timestamptz as at, ${2 ** 40}::bigint as size, count(*) from people
	`;
	expect(row).toEqual({ day: '2021-12-01', at, size: 2 ** 40, count: 0 });
});

test('a bigint that a number cannot hold is refused', async () => {
	await expect(database.sql`select 9007199254740993::bigint as size`).rejects.toThrow(RangeError);
});

test('sessions speak UTC whatever the server is set to', async () => {
	expect(await database.sql`show timezone`).toMatchObject([{ TimeZone: 'UTC' }]);
});

test('a transaction inside a transaction rolls back alone', async () => {
	const { sql } = database;
	await sql`create table marks (name text not null)`;
	const names = await transaction(sql, async (outer) => {
		await outer`insert into marks (name) values ('outer')`;
		await transaction(outer, async (inner) => {
			await inner`insert into marks (name) values ('inner')`;
			throw new Error('second thoughts');
		}).catch(() => undefined);
		return outer<{ name: string }[]>`select name from marks`;
	});
	expect([...names]).toEqual([{ name: 'outer' }]);
	expect([...(await sql`select name from marks`)]).toEqual([{ name: 'outer' }]);
});

test('programs connect by the URL, also by one that names a socket folder', async () => {
	const config = { databaseUrl: database.url, dataDir: '/nowhere' };
	const connected = await connect(config, { program: 'web' });
	expect(
		await connected.sql`select application_name from pg_stat_activity where pid = pg_backend_pid()`
	).toEqual([{ applicationName: 'web' }]);
	await connected.end();
	expect(await bossOptions(config)).toEqual({ connectionString: database.url });
});

test('without a URL and without an embedded server the error says what to do', async () => {
	await expect(databaseOptions({ dataDir: '/nowhere' })).rejects.toThrow(/DATABASE_URL is not set/);
});
