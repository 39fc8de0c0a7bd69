// Forward-only migrations: migrations/00001_name/index.sql, each in a transaction of its own.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Client, Sql } from './db.ts';

interface Migration {
	number: number;
	name: string;
	file: string;
	text: string;
	checksum: string;
}

export const migrationsFolder = join(import.meta.dirname, '../../../../migrations');

// Any fixed number: it keeps two programs from migrating one database at the same time.
const lockKey = 4_701_001;

/** Brings the database to the newest schema and returns the names of what it applied. */
export async function migrate(sql: Client, folder = migrationsFolder): Promise<string[]> {
	const migrations = await readMigrations(folder);
	await sql.begin(async (tx) => {
		await lock(tx);
		await tx`
			create table if not exists schema_migrations (
				number integer primary key,
				name text not null,
				checksum text not null,
				applied_at timestamptz not null default now()
			)
		`;
		await refuseUnknown(tx, migrations);
	});
	const applied: string[] = [];
	for (const migration of migrations) {
		if (await sql.begin((tx) => apply(tx, migration))) applied.push(migration.name);
	}
	return applied;
}

export async function readMigrations(folder: string): Promise<Migration[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	return Promise.all(names.sort().map((name, index) => readMigration(folder, name, index + 1)));
}

async function readMigration(folder: string, name: string, expected: number): Promise<Migration> {
	const file = join(folder, name, 'index.sql');
	const digits = /^(\d{5})_[a-z0-9_]+$/.exec(name)?.[1];
	if (digits === undefined) {
		throw new Error(`${join(folder, name)}: a migration is named by five digits and a noun, as 00001_units`);
	}
	const number = Number(digits);
	if (number !== expected) {
		throw new Error(`${file}: number ${expected} was expected here; gaps and doubles are refused`);
	}
	const text = await readFile(file, 'utf8');
	return { number, name, file, text, checksum: createHash('sha256').update(text).digest('hex') };
}

async function lock(sql: Sql): Promise<void> {
	await sql`select pg_advisory_xact_lock(${lockKey})`;
}

async function refuseUnknown(sql: Sql, migrations: Migration[]): Promise<void> {
	const [newer] = await sql<{ name: string }[]>`
		select name from schema_migrations where number > ${migrations.length} order by number limit 1
	`;
	if (newer !== undefined) {
		throw new Error(
			`the database is newer than this program: it has ${newer.name}. Install the newer version`
		);
	}
}

async function apply(sql: Sql, { number, name, file, text, checksum }: Migration): Promise<boolean> {
	await lock(sql);
	const [done] = await sql<{ checksum: string }[]>`
		select checksum from schema_migrations where number = ${number}
	`;
	if (done !== undefined && done.checksum !== checksum) {
		throw new Error(`${file} was changed after it had been applied; write a new migration instead`);
	}
	if (done !== undefined) return false;
	try {
		await sql.unsafe(text);
	} catch (error) {
		throw new Error(`${file}${place(error, text)}: ${error instanceof Error ? error.message : error}`, {
			cause: error
		});
	}
	await sql`insert into schema_migrations ${sql({ number, name, checksum })}`;
	return true;
}

/** `:12` for an error whose position PostgreSQL knows. */
function place(error: unknown, text: string): string {
	if (!(error instanceof postgres.PostgresError) || !error.position) return '';
	return `:${text.slice(0, Number(error.position) - 1).split('\n').length}`;
}
