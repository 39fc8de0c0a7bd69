// What the media server tells of a recording while it captures.
import { randomUUID } from 'node:crypto';
import type { Source } from '#lib/protocol/values.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { sendJob } from '#lib/server/platform/jobs.ts';
import * as queries from './queries.ts';
import type { Part } from './queries.ts';
import type { PartFailure } from './states.ts';

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

/** What a media server that starts must go on with or hand over. */
export async function listCapturing(sql: Sql): Promise<queries.Capturing[]> {
	return queries.selectCapturing(sql);
}

export async function listParts(sql: Sql, meetingId: string): Promise<Part[]> {
	return queries.selectParts(sql, meetingId);
}

/**
 * The meeting has ended and every file is closed: the archivist takes over with the minutes' draft and the
 * composition. A media server that dies in between finds the recording in `listCapturing` at its next start.
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
