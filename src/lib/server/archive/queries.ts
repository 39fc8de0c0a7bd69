import type { Source } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { originsOf } from '#lib/server/platform/steps.ts';
import {
	partSteps,
	recordingSteps,
	type PartFailure,
	type PartState,
	type RecordingFailure,
	type RecordingState
} from './states.ts';

export interface Part {
	id: string;
	meetingId: string;
	siteId: string;
	source: Source;
	state: PartState;
	/** Below the data folder's `recordings/`. */
	path: string;
	/** Wall clock of the first packet. */
	startedAt: Date | null;
	endedAt: Date | null;
	durationMs: number | null;
	size: number | null;
	failure: PartFailure | null;
}

export interface Recording {
	meetingId: string;
	state: RecordingState;
	progress: number;
	beginsAt: Date | null;
	durationMs: number | null;
	videoHash: string | null;
	audioHash: string | null;
	posterHash: string | null;
	failure: RecordingFailure | null;
	updatedAt: Date;
}

export async function insertRecording(sql: Sql, meetingId: string): Promise<void> {
	await sql`
		insert into recordings (meeting_id) values (${meetingId})
		on conflict (meeting_id) do nothing
	`;
}

export async function selectRecording(sql: Sql, meetingId: string): Promise<Recording | undefined> {
	const [row] = await sql<Recording[]>`
		select meeting_id, state, progress, begins_at, duration_ms, video_hash, audio_hash, poster_hash, failure, updated_at
		from recordings
		where meeting_id = ${meetingId}
	`;
	return row;
}

/** True when the recording was in a state from which it may go there. */
export async function stepRecording(
	sql: Sql,
	meetingId: string,
	to: RecordingState,
	failure: RecordingFailure | null = null
): Promise<boolean> {
	const rows = await sql`
		update recordings
		set state = ${to}, failure = ${failure}, updated_at = now()
		where meeting_id = ${meetingId} and state = any(${originsOf(recordingSteps, to)})
		returning meeting_id
	`;
	return rows.length === 1;
}

export async function insertPart(
	sql: Sql,
	part: { id: string; meetingId: string; siteId: string; source: Source; path: string }
): Promise<void> {
	await sql`
		insert into recording_parts (id, meeting_id, site_id, source, path)
		values (${part.id}, ${part.meetingId}, ${part.siteId}, ${part.source}, ${part.path})
	`;
}

export async function updatePartStart(sql: Sql, partId: string, startedAt: Date): Promise<void> {
	await sql`
		update recording_parts set started_at = ${startedAt}
		where id = ${partId} and started_at is null
	`;
}

/** Capture is over: nothing but a part that is still captured can end. */
export async function endPart(
	sql: Sql,
	partId: string,
	end: { endedAt: Date; size?: number; failure?: PartFailure }
): Promise<void> {
	await sql`
		update recording_parts
		set state = ${end.failure === undefined ? 'captured' : 'failed'}, failure = ${end.failure ?? null},
			ended_at = ${end.endedAt}, size = ${end.size ?? null}
		where id = ${partId} and state = 'capturing'
	`;
}

export async function updatePartCheck(
	sql: Sql,
	partId: string,
	check: { durationMs: number; size: number } | { failure: PartFailure }
): Promise<void> {
	const to: PartState = 'failure' in check ? 'failed' : 'checked';
	const { durationMs, size, failure } = { durationMs: null, size: null, failure: null, ...check };
	await sql`
		update recording_parts
		set state = ${to}, failure = ${failure}, duration_ms = ${durationMs}, size = coalesce(${size}, size)
		where id = ${partId} and state = any(${originsOf(partSteps, to)})
	`;
}

/** What nobody has ended: the media server was killed, or the meeting ends while they are captured. */
export async function endCapturingParts(sql: Sql, meetingId: string, endedAt: Date): Promise<string[]> {
	const rows = await sql<{ id: string }[]>`
		update recording_parts
		set state = 'captured', ended_at = ${endedAt}
		where meeting_id = ${meetingId} and state = 'capturing'
		returning id
	`;
	return rows.map((row) => row.id);
}

export async function selectParts(sql: Sql, meetingId: string): Promise<Part[]> {
	return sql<Part[]>`
		select id, meeting_id, site_id, source, state, path, started_at, ended_at, duration_ms, size, failure
		from recording_parts
		where meeting_id = ${meetingId}
		order by started_at nulls last, id
	`;
}

export async function updateProgress(sql: Sql, meetingId: string, progress: number): Promise<void> {
	await sql`
		update recordings set progress = ${progress}, updated_at = now()
		where meeting_id = ${meetingId} and state = 'composing'
	`;
}

export interface ComposedFile {
	hash: string;
	size: number;
	mediaType: string;
}

export async function insertFile(sql: Sql, file: ComposedFile): Promise<void> {
	await sql`
		insert into files (hash, size, media_type) values (${file.hash}, ${file.size}, ${file.mediaType})
		on conflict (hash) do nothing
	`;
}

export async function updateReady(
	sql: Sql,
	meetingId: string,
	result: { beginsAt: Date; durationMs: number; videoHash: string; audioHash: string; posterHash: string }
): Promise<boolean> {
	const rows = await sql`
		update recordings
		set state = 'ready', progress = 1, failure = null, updated_at = now(), begins_at = ${result.beginsAt},
			duration_ms = ${result.durationMs}, video_hash = ${result.videoHash}, audio_hash = ${result.audioHash},
			poster_hash = ${result.posterHash}
		where meeting_id = ${meetingId} and state = any(${originsOf(recordingSteps, 'ready')})
		returning meeting_id
	`;
	return rows.length === 1;
}

export interface Capturing {
	meetingId: string;
	/** Null while the meeting goes on. */
	endedAt: Date | null;
}

/** Recordings that a media server should be capturing, or should have handed over. */
export async function selectCapturing(sql: Sql): Promise<Capturing[]> {
	return sql<Capturing[]>`
		select r.meeting_id, m.ended_at
		from recordings r join meetings m on m.id = r.meeting_id
		where r.state = 'capturing'
		order by m.opened_at
	`;
}

/** Recordings that somebody should be composing. */
export async function selectUncomposed(sql: Sql): Promise<string[]> {
	const rows = await sql<{ meetingId: string }[]>`
		select meeting_id from recordings where state in ('captured', 'composing') order by updated_at
	`;
	return rows.map((row) => row.meetingId);
}

/** Held by the connection: a program that dies lets go of it. */
export async function tryLock(sql: Sql, meetingId: string): Promise<boolean> {
	const [row] = await sql<{ locked: boolean }[]>`
		select pg_try_advisory_lock(hashtextextended(${`compose ${meetingId}`}, 0)) as locked
	`;
	return row?.locked ?? false;
}

export async function unlock(sql: Sql, meetingId: string): Promise<void> {
	await sql`select pg_advisory_unlock(hashtextextended(${`compose ${meetingId}`}, 0))`;
}

export interface HeldRow {
	meetingId: string;
	title: string;
	place: string;
	startsAt: Date | null;
	openedAt: Date;
	endedAt: Date;
	conveningUnitId: string;
	chairId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
	/** The asker's unit had a site, or the asker was named to look and hear. */
	invited: boolean;
}

/** A meeting that has ended. */
export async function selectHeld(
	sql: Sql,
	meetingId: string,
	person: { id: string; unitId: string }
): Promise<HeldRow | undefined> {
	const [row] = await sql<HeldRow[]>`
		select m.id as meeting_id, m.title, m.place, m.starts_at, m.opened_at, m.ended_at, m.convening_unit_id,
			m.chair_id, m.secretary_id, m.operator_id,
			exists (select from sites s where s.meeting_id = m.id and s.unit_id = ${person.unitId})
			or exists (
				select from meeting_observers o where o.meeting_id = m.id and o.person_id = ${person.id}
			) as invited
		from meetings m
		where m.id = ${meetingId} and m.state = 'ended'
	`;
	return row;
}

export async function selectFile(sql: Sql, hash: string): Promise<ComposedFile | undefined> {
	const [row] = await sql<ComposedFile[]>`select hash, size, media_type from files where hash = ${hash}`;
	return row;
}
