// Work that happens after a request or a meeting: pg-boss queues in the same database.
// A job is a hint, never the truth: each handler reads the tables and does what is still missing, so a job
// that comes twice, or comes back after a crash, does no harm.
import { PgBoss, type Db } from 'pg-boss';
import * as v from 'valibot';
import { bossOptions, type DatabaseConfig, type Sql } from './db.ts';
import type { Log } from './log.ts';

const meetingJob = v.strictObject({ meetingId: v.pipe(v.string(), v.uuid()) });

/** Name of the queue → shape of its payload. One job waits per meeting and queue at most. */
export const queues = {
	'minutes-draft': meetingJob,
	'recording-compose': meetingJob
} as const;

export type QueueName = keyof typeof queues;
export type JobData<N extends QueueName> = v.InferOutput<(typeof queues)[N]>;
export type JobHandler<N extends QueueName> = (data: JobData<N>, signal: AbortSignal) => Promise<void>;

const queueNames = Object.keys(queues).filter(isQueueName);

// A worker that was killed stops its heartbeat; the job is handed out again after these seconds.
const heartbeatSeconds = 10;

/** Makes the queues where they are missing. Each program that sends or works calls it once at its start. */
export async function prepareJobs(config: DatabaseConfig): Promise<void> {
	const boss = new PgBoss({ ...(await bossOptions(config)), max: 1, supervise: false, schedule: false });
	try {
		await boss.start();
		await createQueues(boss);
	} finally {
		await boss.stop({ graceful: false });
	}
}

async function createQueues(boss: PgBoss): Promise<void> {
	for (const name of queueNames) {
		await boss.createQueue(name, {
			policy: 'short',
			heartbeatSeconds,
			expireInSeconds: 24 * 60 * 60 - 1,
			retryLimit: 20,
			retryDelay: 2,
			retryBackoff: true,
			retryDelayMax: 60
		});
	}
}

/** Sends a job. With a transaction as `sql` the job exists when and only when the transaction is committed. */
export async function sendJob<N extends QueueName>(sql: Sql, name: N, data: JobData<N>): Promise<void> {
	const boss = new PgBoss({
		db: throughClient(sql),
		supervise: false,
		schedule: false,
		migrate: false
	});
	try {
		await boss.start();
		await boss.send(name, v.parse(queues[name], data), { singletonKey: data.meetingId });
	} finally {
		await boss.stop({ graceful: false });
	}
}

function throughClient(sql: Sql): Db {
	return {
		async executeSql(text, values = []) {
			const rows = await sql.unsafe(text, values.map(toParameter));
			return { rows: [...rows] };
		}
	};
}

function toParameter(value: unknown): string | number | boolean | Date | string[] | null {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	if (value instanceof Date) return value;
	if (Array.isArray(value)) return value.map(String);
	return JSON.stringify(value);
}

export interface Worker {
	work<N extends QueueName>(name: N, handler: JobHandler<N>): Promise<void>;
	/** Takes no new jobs; those under way are told through their signal and are handed out again. */
	close(): Promise<void>;
}

/** What the archivist runs: takes jobs, watches for those whose worker died. */
export async function openWorker(config: DatabaseConfig, log: Log): Promise<Worker> {
	const boss = new PgBoss({
		...(await bossOptions(config)),
		application_name: 'archivist-jobs',
		max: 3,
		schedule: false,
		superviseIntervalSeconds: 5,
		monitorIntervalSeconds: 5
	});
	boss.on('error', (error) => log.error({ err: error }, 'job queue failed'));
	await boss.start();
	await createQueues(boss);
	const closing = new AbortController();
	return {
		async work(name, handler) {
			await boss.work<unknown>(name, { pollingIntervalSeconds: 1, batchSize: 1 }, async (jobs) => {
				for (const job of jobs) {
					const data = v.parse(queues[name], job.data);
					await handler(data, AbortSignal.any([job.signal, closing.signal]));
				}
			});
		},
		async close() {
			closing.abort(new Error('the archivist stops'));
			await boss.stop({ graceful: true, timeout: 7_000 });
		}
	};
}

function isQueueName(name: string): name is QueueName {
	return name in queues;
}
