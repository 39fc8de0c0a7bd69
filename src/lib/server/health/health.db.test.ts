import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { type Client, openDatabase, optionsForUrl } from '#lib/server/platform/db.ts';
import { healthOf, isWell, systemState } from './health.ts';

const database = testDatabase();

/** A client of its own is examined anew, not answered from the last second. */
async function examined<T>(work: (sql: Client) => Promise<T>): Promise<T> {
	const own = openDatabase(optionsForUrl(database.url), { program: 'test', max: 1 });
	try {
		return await work(own.sql);
	} finally {
		await own.end();
	}
}

const beat = (program: string, secondsAgo: number) => database.sql`
	insert into heartbeats (program, instance, at)
	values (${program}, 'test', now() - make_interval(secs => ${secondsAgo}))
	on conflict (program, instance) do update set at = excluded.at
`;

test('all is well while media server and archivist have been heard within 15 seconds', async () => {
	await beat('media-server', 3);
	await beat('archivist', 14);
	const health = await examined(healthOf);
	expect(health).toEqual({ web: 'ok', mediaServer: 'ok', archivist: 'ok', database: 'ok' });
	expect(isWell(health)).toBe(true);
});

test('a program that fell silent or never spoke is named', async () => {
	await beat('media-server', 16);
	await database.sql`delete from heartbeats where program = 'archivist'`;
	const health = await examined(healthOf);
	expect(health).toMatchObject({ mediaServer: 'down', archivist: 'down', database: 'ok' });
	expect(isWell(health)).toBe(false);
});

test('a lost database is said within seconds', async () => {
	const own = openDatabase(optionsForUrl(database.url), { program: 'test', max: 1 });
	await own.end();
	expect(await healthOf(own.sql)).toEqual({
		web: 'ok',
		mediaServer: 'unknown',
		archivist: 'unknown',
		database: 'down'
	});
});

test('a database that does not answer is said within seconds', async () => {
	await examined(async (sql) => {
		await database.sql.begin(async (tx) => {
			await tx`lock table heartbeats in access exclusive mode`;
			const begun = performance.now();
			expect(await healthOf(sql)).toMatchObject({ database: 'down' });
			expect(performance.now() - begun).toBeLessThan(4_000);
		});
	});
});

test('however many ask at once, the database is asked once', async () => {
	await examined(async (sql) => {
		const asked = await Promise.all(Array.from({ length: 100 }, () => healthOf(sql)));
		expect(new Set(asked).size).toBe(1);
		expect(await healthOf(sql)).toBe(asked[0]);
	});
});

test('the state of the system is for administrators', async () => {
	await beat('media-server', 1);
	const state = await systemState(database.sql, { duties: ['administrator'] }, tmpdir());
	expect(state.programs[0]).toMatchObject({ program: 'media-server', instance: 'test', alive: true });
	expect(state.database?.version).toMatch(/^\d+/);
	expect(state.database?.size).toBeGreaterThan(1_000_000);
	expect(state.disk.size).toBeGreaterThan(state.disk.free);
	expect(state.versions.product).toMatch(/^\d+\.\d+\.\d+/);
	await expect(
		systemState(database.sql, { duties: ['leader', 'secretary', 'operator', 'clerk'] }, tmpdir())
	).rejects.toMatchObject({ code: 'not_allowed' });
});
