// The archivist as a whole: takes jobs, and looks for work that no job tells of.
import { listUncomposed } from '#lib/server/archive/archive.ts';
import { draftMinutes, listUndrafted } from '#lib/server/minutes/minutes.ts';
import type { Config } from '#lib/server/platform/config.ts';
import type { Client } from '#lib/server/platform/db.ts';
import { openFileStore } from '#lib/server/platform/file-store.ts';
import { startHeartbeat } from '#lib/server/platform/heartbeat.ts';
import { openWorker, sendJob } from '#lib/server/platform/jobs.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { composeRecording } from './composing/job.ts';

export interface ArchivistGiven {
	config: Pick<Config, 'dataDir' | 'databaseUrl' | 'ffmpegBin' | 'ffprobeBin'>;
	sql: Client;
	log: Log;
}

export interface Archivist {
	close(): Promise<void>;
}

const lookAgain = 60_000;

export async function startArchivist({ config, sql, log }: ArchivistGiven): Promise<Archivist> {
	const store = openFileStore(config);
	const worker = await openWorker(config, log);
	// Before taking jobs: what a killed archivist left behind shall not wait for its job's heartbeat to run out.
	await takeUp(sql);
	await worker.work('minutes-draft', ({ meetingId }) => draftMinutes(sql, meetingId));
	await worker.work('recording-compose', ({ meetingId }, signal) =>
		composeRecording({ sql, store, config, log }, meetingId, signal)
	);
	const timer = setInterval(() => {
		takeUp(sql).catch((error: unknown) => log.warn({ err: error }, 'unfinished work could not be listed'));
	}, lookAgain);
	const heartbeat = await startHeartbeat(sql, 'archivist', log);
	log.info('archivist ready');
	return {
		async close() {
			clearInterval(timer);
			await worker.close();
			await heartbeat.stop();
		}
	};
}

async function takeUp(sql: Client): Promise<void> {
	for (const meetingId of await listUndrafted(sql)) await sendJob(sql, 'minutes-draft', { meetingId });
	for (const meetingId of await listUncomposed(sql)) await sendJob(sql, 'recording-compose', { meetingId });
}
