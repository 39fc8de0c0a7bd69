// What the archivist tells of a recording while it composes.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import * as queries from './queries.ts';
import type { ComposedFile, Recording } from './queries.ts';
import type { PartFailure, RecordingFailure } from './states.ts';

/** Undefined before the meeting was opened. */
export async function findRecording(sql: Sql, meetingId: string): Promise<Recording | undefined> {
	return queries.selectRecording(sql, meetingId);
}

/** Recordings whose composition was begun or is still to begin: what the archivist takes up when it starts. */
export async function listUncomposed(sql: Sql): Promise<string[]> {
	return queries.selectUncomposed(sql);
}

/**
 * One archivist composes a recording at a time. `sql` is a connection of its own (`reserve`), which holds the lock;
 * answers false without doing the work when somebody else is at it.
 */
export async function whileComposing(
	sql: Sql,
	meetingId: string,
	work: () => Promise<void>
): Promise<boolean> {
	if (!(await queries.tryLock(sql, meetingId))) return false;
	try {
		await work();
	} finally {
		await queries.unlock(sql, meetingId);
	}
	return true;
}

/** False when there is nothing to compose (any more). */
export async function beginComposition(sql: Sql, meetingId: string): Promise<boolean> {
	return queries.stepRecording(sql, meetingId, 'composing');
}

export async function partChecked(
	sql: Sql,
	partId: string,
	check: { durationMs: number; size: number } | { failure: PartFailure }
): Promise<void> {
	await queries.updatePartCheck(sql, partId, check);
}

/** `progress` from 0 to 1. */
export async function reportProgress(sql: Sql, meetingId: string, progress: number): Promise<void> {
	await queries.updateProgress(sql, meetingId, progress);
}

export async function compositionFailed(
	sql: Sql,
	meetingId: string,
	failure: RecordingFailure
): Promise<void> {
	await queries.stepRecording(sql, meetingId, 'failed', failure);
}

/** Nothing that was captured can be used. */
export async function nothingToCompose(sql: Sql, meetingId: string): Promise<void> {
	await queries.stepRecording(sql, meetingId, 'empty');
}

export interface Composition {
	/** Wall clock of second 0. */
	beginsAt: Date;
	durationMs: number;
	video: ComposedFile;
	audio: ComposedFile;
	poster: ComposedFile;
}

/** The files are in the store already. */
export async function compositionReady(sql: Sql, meetingId: string, composition: Composition): Promise<void> {
	const { beginsAt, durationMs, video, audio, poster } = composition;
	await transaction(sql, async (tx) => {
		for (const file of [video, audio, poster]) await queries.insertFile(tx, file);
		const hashes = { videoHash: video.hash, audioHash: audio.hash, posterHash: poster.hash };
		const stepped = await queries.updateReady(tx, meetingId, { beginsAt, durationMs, ...hashes });
		if (!stepped) throw new CodedError('wrong_state');
	});
}
