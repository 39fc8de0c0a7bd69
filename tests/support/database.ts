// A database of its own for each test file, copied from the run's template:
//
//   const database = testDatabase();
//   test('…', async () => { await units.create(database.sql, …) });
//
// It is dropped when all tests of the file passed, else kept for a look.
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { Client, Database } from '../../src/lib/server/platform/db.ts';
import { createDatabase, openUrl } from './database-server.ts';

export interface TestDatabase {
	readonly sql: Client;
	/** As DATABASE_URL for a program under test. */
	readonly url: string;
}

/** `empty`: without our schema, for tests of migrations. */
export function testDatabase(options: { empty?: boolean } = {}): TestDatabase {
	let created: Awaited<ReturnType<typeof createDatabase>> | undefined;
	let database: Database | undefined;

	beforeAll(async () => {
		const server = inject('databaseServer');
		created = await createDatabase(options.empty ? { ...server, template: 'template1' } : server, 'test');
		database = openUrl(created.url);
	});

	let failed = false;
	afterEach(({ task }) => {
		failed ||= task.result?.state === 'fail';
	});

	afterAll(async () => {
		await database?.end();
		if (failed) console.error(`Kept database ${created?.name}`);
		else await created?.drop();
	});

	return {
		get sql() {
			return ready(database).sql;
		},
		get url() {
			return ready(created).url;
		}
	};
}

function ready<T>(thing: T | undefined): T {
	if (thing === undefined) throw new Error('the test database exists only while tests run');
	return thing;
}
