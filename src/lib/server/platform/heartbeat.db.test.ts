import { afterEach, expect, test, vi } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createLog } from './log.ts';

const database = testDatabase();
const log = createLog('test', { level: 'silent' });

afterEach(() => void vi.useRealTimers());

async function age(): Promise<number | undefined> {
	const [row] = await database.sql<{ seconds: number }[]>`
		select extract(epoch from now() - at)::double precision as seconds from heartbeats where program = 'archivist'
	`;
	return row?.seconds;
}

test('a program beats while it is well, is silent while it is not, and takes its row away', async () => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	let isWell = true;
	const heartbeat = await startHeartbeat(database.sql, 'archivist', log, () => isWell);
	const growOld = () => database.sql`update heartbeats set at = now() - interval '1 hour'`;

	await growOld();
	vi.advanceTimersByTime(3_000);
	await vi.waitFor(async () => expect(await age()).toBeLessThan(60));

	isWell = false;
	await growOld();
	vi.advanceTimersByTime(30_000);
	// A beat would be written within a few of these.
	for (let look = 0; look < 30; look++) expect(await age()).toBeGreaterThan(3_000);

	await heartbeat.stop();
	expect(await age()).toBeUndefined();
});
