// The record of a meeting: what was captured, what became of it, and finding it again.
import { randomUUID } from 'node:crypto';
import type { Source } from '#lib/protocol/values.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { sendJob } from '#lib/server/platform/jobs.ts';
import * as queries from './queries.ts';
import type { ComposedFile, Part, Recording } from './queries.ts';
import type { PartFailure, RecordingFailure } from './states.ts';

export type { ComposedFile, Part, Recording } from './queries.ts';
export type { PartFailure, PartState, RecordingFailure, RecordingState } from './states.ts';

/** From the opening on; a media server that comes back in the middle of a meeting may call it again. */
export async function startRecording(sql: Sql, meetingId: string): Promise<void> {
	await queries.insertRecording(sql, meetingId);
}

/** A place for one more part. The bytes go to `path` below the data folder's `recordings/`. */
export async function addPart(
	sql: Sql,
	part: { meetingId: string; siteId: string; source: Source }
): Promise<{ id: string; path: string }> {
	const id = randomUUID();
	const path = `${part.meetingId}/${id}.mkv`;
	await queries.insertPart(sql, { ...part, id, path });
	return { id, path };
}

/** The first packet has arrived. */
export async function partStarted(sql: Sql, partId: string, startedAt: Date): Promise<void> {
	await queries.updatePartStart(sql, partId, startedAt);
}

/** The writer has closed the file, or died (`failure`). Ending twice changes nothing. */
export async function partEnded(
	sql: Sql,
	partId: string,
	end: { endedAt: Date; size?: number; failure?: PartFailure }
): Promise<void> {
	await queries.endPart(sql, partId, end);
}

/** After a crash of the media server: the parts that it was writing have ended. Answers their ids. */
export async function interruptParts(sql: Sql, meetingId: string, endedAt: Date): Promise<string[]> {
	return queries.endCapturingParts(sql, meetingId, endedAt);
}

export async function listParts(sql: Sql, meetingId: string): Promise<Part[]> {
	return queries.selectParts(sql, meetingId);
}

/**
 * The meeting has ended and nothing more is captured: the archivist takes over with the minutes' draft and the
 * composition. Called in the transaction that ends the meeting, so that neither exists without the other.
 */
export async function finishCapture(sql: Sql, meetingId: string, endedAt: Date): Promise<void> {
	await transaction(sql, async (tx) => {
		await queries.endCapturingParts(tx, meetingId, endedAt);
		const parts = await queries.selectParts(tx, meetingId);
		const hasMedia = parts.some((part) => part.startedAt !== null);
		const stepped = await queries.stepRecording(tx, meetingId, hasMedia ? 'captured' : 'empty');
		await sendJob(tx, 'minutes-draft', { meetingId });
		if (stepped && hasMedia) await sendJob(tx, 'recording-compose', { meetingId });
	});
}

/** Secretary or administrator: try a failed composition again. The caller has checked the right. */
export async function retryComposition(sql: Sql, meetingId: string): Promise<void> {
	await transaction(sql, async (tx) => {
		if (!(await queries.stepRecording(tx, meetingId, 'captured'))) throw new CodedError('wrong_state');
		await sendJob(tx, 'recording-compose', { meetingId });
	});
}

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
