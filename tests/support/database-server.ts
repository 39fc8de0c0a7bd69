// One PostgreSQL server per test run: the embedded one in a folder of its own, or the one at TEST_DATABASE_URL (whose
// role must be allowed to create databases). The schema is built once, in a template that each test file copies.
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { type Database, openDatabase, optionsForUrl } from '../../src/lib/server/platform/db.ts';
import { migrate } from '../../src/lib/server/platform/migrate.ts';
import type { Connection } from '../../src/lib/server/platform/postgres/connection.ts';
import { startEmbedded } from '../../src/lib/server/platform/postgres/embedded.ts';

/** What test files are told about the server. */
export interface TestServer {
	url: string;
	template: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		databaseServer: TestServer;
	}
}

const folderPrefix = 'diem-cau-test-';
const keptForMs = 24 * 3_600_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const given = process.env.TEST_DATABASE_URL;
	const { url, end } = given ? { url: given, end: async () => undefined } : await startOwnServer();
	const template = await createDatabase({ url, template: 'template1' }, 'template');
	const database = openUrl(template.url);
	await migrate(database.sql);
	await database.end();
	project.provide('databaseServer', { url, template: template.name });
	return async () => {
		const keep = project.vitest.state.getCountOfFailedTests() > 0;
		if (!keep) await template.drop();
		await end(keep);
	};
}

async function startOwnServer() {
	await sweepOldFolders();
	const folder = await mkdtemp(join(tmpdir(), folderPrefix));
	await chmod(folder, 0o711);
	const server = await startEmbedded(join(folder, 'data'), { durable: false });
	return {
		url: urlOf(server.connection),
		async end(keep: boolean) {
			await server.stop();
			if (keep) console.error(`The databases of the failed tests are kept for a day in ${folder}`);
			else await rm(folder, { recursive: true });
		}
	};
}

async function sweepOldFolders(): Promise<void> {
	for (const name of await readdir(tmpdir())) {
		if (!name.startsWith(folderPrefix)) continue;
		const path = join(tmpdir(), name);
		// Another run may take its own away meanwhile.
		const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
		if (Date.now() - mtimeMs > keptForMs) await rm(path, { recursive: true, force: true });
	}
}

function urlOf({ host, port, user, password, database }: Connection): string {
	return `postgres://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

export function openUrl(url: string, onStatement?: (text: string) => void): Database {
	return openDatabase(optionsForUrl(url), { program: 'test', max: 4, ...(onStatement && { onStatement }) });
}

/** A new database on the server, with a URL that any of our programs takes as DATABASE_URL. */
export async function createDatabase(server: TestServer, purpose: string) {
	const name = `diem_cau_${purpose}_${randomBytes(4).toString('hex')}`;
	await administer(server.url, `create database ${name} template ${server.template}`);
	const url = new URL(server.url);
	url.pathname = `/${name}`;
	return {
		name,
		url: url.href,
		drop: () => drop(server.url, name)
	};
}

/** Whoever is still connected is cut off. */
async function drop(url: string, name: string): Promise<void> {
	try {
		await administer(url, `drop database ${name} with (force)`);
	} catch (error) {
		if (!isDenied(error)) throw error;
		// An autovacuum worker that is at work there is nobody's to cut off, but it goes by itself when not forced.
		await administer(url, `drop database ${name}`);
	}
}

function isDenied(error: unknown): boolean {
	return error instanceof postgres.PostgresError && error.code === '42501';
}

async function administer(url: string, statement: string): Promise<void> {
	const database = openUrl(url);
	try {
		await database.sql.unsafe(statement);
	} finally {
		await database.end();
	}
}
