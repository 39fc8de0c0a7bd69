import { expect, it } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { openWorker, prepareJobs, sendJob } from './jobs.ts';
import { createLog } from './log.ts';

const database = testDatabase();
const config = () => ({ databaseUrl: database.url, dataDir: '/nowhere' });
const meetingId = () => crypto.randomUUID();
const log = createLog('test', { level: 'silent' });

it('makes the queues, however many programs start at once, and however often', async () => {
	await Promise.all([prepareJobs(config()), prepareJobs(config()), prepareJobs(config())]);
	await prepareJobs(config());
	const rows = await database.sql<{ name: string }[]>`
		select name from pgboss.queue where name in ('minutes-draft', 'recording-compose') order by name
	`;
	expect(rows.map((row) => row.name)).toEqual(['minutes-draft', 'recording-compose']);
});

it('hands a job to a worker, and hands it out again when the worker failed', async () => {
	await prepareJobs(config());
	const worker = await openWorker(config(), log);
	try {
		const id = meetingId();
		const seen: string[] = [];
		const done = Promise.withResolvers<void>();
		await worker.work('minutes-draft', async (data) => {
			seen.push(data.meetingId);
			if (seen.length === 1) throw new Error('the first time fails');
			done.resolve();
		});
		await sendJob(database.sql, 'minutes-draft', { meetingId: id });
		await done.promise;
		expect(seen).toEqual([id, id]);
	} finally {
		await worker.close();
	}
}, 30_000);

it('refuses a payload of another shape', async () => {
	await prepareJobs(config());
	await expect(sendJob(database.sql, 'minutes-draft', { meetingId: 'not an id' })).rejects.toThrow();
});

it('tells the work under way that the worker closes', async () => {
	await prepareJobs(config());
	const worker = await openWorker(config(), log);
	const begun = Promise.withResolvers<AbortSignal>();
	await worker.work('recording-compose', async (_, signal) => {
		begun.resolve(signal);
		await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
	});
	await sendJob(database.sql, 'recording-compose', { meetingId: meetingId() });
	const signal = await begun.promise;
	expect(signal.aborted).toBe(false);
	await worker.close();
	expect(signal.aborted).toBe(true);
}, 30_000);
