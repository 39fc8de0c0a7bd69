// The job `recording-compose`: takes a recording from captured to ready, failed or empty.
import * as archive from '#lib/server/archive/archive.ts';
import type { RecordingFailure } from '#lib/server/archive/archive.ts';
import type { Client } from '#lib/server/platform/db.ts';
import { findFfmpeg, type FfmpegSettings } from '#lib/server/platform/ffmpeg-path.ts';
import type { FileStore } from '#lib/server/platform/file-store.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { compose, WrongResult } from './compose.ts';
import { FfmpegError } from './ffmpeg.ts';

export interface Composing {
	sql: Client;
	store: FileStore;
	config: FfmpegSettings & { dataDir: string };
	log: Log;
}

export async function composeRecording(
	composing: Composing,
	meetingId: string,
	signal: AbortSignal
): Promise<void> {
	const log = composing.log.child({ meeting: meetingId });
	const connection = await composing.sql.reserve();
	try {
		const done = await archive.whileComposing(connection, meetingId, () =>
			attempt({ ...composing, log }, meetingId, signal)
		);
		if (!done) log.info('another archivist composes this recording');
	} finally {
		connection.release();
	}
}

async function attempt(composing: Composing, meetingId: string, signal: AbortSignal): Promise<void> {
	const { sql, log } = composing;
	if (!(await archive.beginComposition(sql, meetingId))) return;
	const begun = Date.now();
	try {
		const outcome = await composeWith(composing, meetingId, signal);
		if (outcome === 'nothing') await archive.nothingToCompose(sql, meetingId);
		log.info({ outcome, ms: Date.now() - begun }, 'recording composed');
	} catch (error) {
		const failure = failureOf(error);
		// Stopped, or the database is away: the job is handed out again and goes on where it was.
		if (signal.aborted || failure === undefined) throw error;
		log.error({ err: error, failure, lines: linesOf(error) }, 'recording could not be composed');
		await archive.compositionFailed(sql, meetingId, failure);
	}
}

async function composeWith(composing: Composing, meetingId: string, signal: AbortSignal) {
	const { sql, store, config, log } = composing;
	const ffmpeg = findFfmpeg(config);
	if (ffmpeg === undefined) throw new MissingFfmpeg();
	const studio = { sql, store, dataDir: config.dataDir, ffmpeg, log, signal };
	return compose(studio, meetingId, (composition) => archive.compositionReady(sql, meetingId, composition));
}

class MissingFfmpeg extends Error {}

/** Undefined when trying again by itself may help. */
export function failureOf(error: unknown): RecordingFailure | undefined {
	if (error instanceof MissingFfmpeg) return 'ffmpeg_missing';
	if (error instanceof FfmpegError) return error.diskFull ? 'disk_full' : 'ffmpeg_failed';
	if (error instanceof WrongResult) return 'result_wrong';
	if (!(error instanceof Error)) return 'internal';
	const code = 'code' in error ? String(error.code) : '';
	if (code === 'ENOSPC') return 'disk_full';
	// Codes of postgres.js for a lost connection, and of a server that shuts down or is full.
	const isAway = /^(CONNECT|ECONN|57P0|53|08)/.test(code);
	return isAway ? undefined : 'internal';
}

function linesOf(error: unknown): readonly string[] | undefined {
	return error instanceof FfmpegError ? error.lines : undefined;
}
