// `npm start` on a PostgreSQL server that somebody else runs. `npm test` gives this part the oldest version we support.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePorts, isFree } from '../../scripts/supervise/network.ts';
import { testDatabase } from '../support/database.ts';
import { accountOf, ask, isSignedIn, signIn } from './support/asking.ts';
import { NpmCommand } from './support/npm-command.ts';
import { processesOf } from './support/running.ts';

const database = testDatabase({ empty: true });
const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-setup-'));
let start: NpmCommand | undefined;

afterAll(async () => {
	await start?.interrupt();
	rmSync(dataDir, { recursive: true, force: true });
});

test('with DATABASE_URL npm start becomes a usable city, and Ctrl-C leaves nothing running', async () => {
	const port = await freePorts(4_500, 1, '127.0.0.1');
	start = new NpmCommand(['start'], { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: database.url });
	const city = { url: await start.ready(), dataDir };
	expect(city.url).toBe(`http://localhost:${port}`);

	const health = await ask(city, '/healthz');
	expect(health.status).toBe(200);
	expect(JSON.parse(health.body)).toEqual({
		web: 'ok',
		mediaServer: 'ok',
		archivist: 'ok',
		database: 'ok'
	});
	const cookie = await signIn(city, await accountOf(city, 'secretary'));
	expect(await isSignedIn(city, cookie)).toBe(true);
	expect(existsSync(join(dataDir, 'postgres'))).toBe(false);

	expect(await start.interrupt()).toBe(0);
	expect(processesOf(dataDir)).toEqual([]);
	expect(await isFree(port, '127.0.0.1')).toBe(true);
	const connections = await database.sql`
		select application_name from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'test'
	`;
	expect([...connections]).toEqual([]);
});
