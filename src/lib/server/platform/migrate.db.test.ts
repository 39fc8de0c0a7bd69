import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openUrl } from '../../../../tests/support/database-server.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { migrate } from './migrate.ts';

const database = testDatabase({ empty: true });
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'diem-cau-migrations-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true });
	await database.sql`drop owned by current_user`;
	await database.sql`create schema if not exists public`;
});

async function write(name: string, text: string): Promise<string> {
	const file = join(folder, name, 'index.sql');
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, text);
	return file;
}

async function tables(): Promise<string[]> {
	const rows = await database.sql<{ name: string }[]>`
		select tablename as name from pg_tables where schemaname = 'public' order by tablename
	`;
	return rows.map((row) => row.name);
}

test('applies each migration once, in order', async () => {
	await write('00001_rooms', 'create table rooms (id integer); create table doors (id integer);');
	await write('00002_keys', 'alter table rooms add column key text;');
	expect(await migrate(database.sql, folder)).toEqual(['00001_rooms', '00002_keys']);
	expect(await migrate(database.sql, folder)).toEqual([]);
	await write('00003_windows', 'create table windows (id integer);');
	expect(await migrate(database.sql, folder)).toEqual(['00003_windows']);
	expect(await tables()).toEqual(['doors', 'rooms', 'schema_migrations', 'windows']);
});

test('a failing migration leaves nothing behind and is named with its line', async () => {
	await write('00001_rooms', 'create table rooms (id integer);');
	const file = await write(
		'00002_keys',
		'create table keys (id integer);\n\nalter table nowhere add column x text;'
	);
	await expect(migrate(database.sql, folder)).rejects.toThrow(`${file}: relation "nowhere" does not exist`);
	await write('00002_keys', 'create table keys (id integer);\n\nselect 1 form rooms;');
	await expect(migrate(database.sql, folder)).rejects.toThrow(`${file}:3: `);
	expect(await tables()).toEqual(['rooms', 'schema_migrations']);
});

test('a migration that was changed afterwards is refused by name', async () => {
	const file = await write('00001_rooms', 'create table rooms (id integer);');
	await migrate(database.sql, folder);
	await write('00001_rooms', 'create table rooms (id bigint);');
	await expect(migrate(database.sql, folder)).rejects.toThrow(
		`${file} was changed after it had been applied`
	);
});

test.for([
	['a gap', ['00001_rooms', '00003_keys'], '00003_keys'],
	['a double', ['00001_rooms', '00001_keys'], '00001_rooms'],
	['a name without number', ['rooms'], 'rooms']
] as const)('%s is refused', async ([, names, culprit]) => {
	for (const name of names) await write(name, 'select 1;');
	await expect(migrate(database.sql, folder)).rejects.toThrow(culprit);
	expect(await tables()).toEqual([]);
});

test('a database of a newer version is left alone', async () => {
	await write('00001_rooms', 'create table rooms (id integer);');
	await write('00002_keys', 'create table keys (id integer);');
	await migrate(database.sql, folder);
	await rm(join(folder, '00002_keys'), { recursive: true });
	await expect(migrate(database.sql, folder)).rejects.toThrow(
		'the database is newer than this program: it has 00002_keys'
	);
});

test('two programs that migrate at once do not meet', async () => {
	await write('00001_rooms', 'create table rooms (id integer); select pg_sleep(0.2);');
	await write('00002_keys', 'create table keys (id integer);');
	const other = openUrl(database.url);
	const applied = await Promise.all([migrate(database.sql, folder), migrate(other.sql, folder)]);
	await other.end();
	expect(applied.flat().sort()).toEqual(['00001_rooms', '00002_keys']);
});
