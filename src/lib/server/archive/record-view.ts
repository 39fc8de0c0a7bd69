// One record as its page shows it, and its files.
import * as v from 'valibot';
import { id as idShape } from '#lib/protocol/values.ts';
import { agendaTimes, floorTurns, paperTimes, read, type Interval } from '#lib/server/events/events.ts';
import { roomOf } from '#lib/server/meetings/meetings.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { sendJob } from '#lib/server/platform/jobs.ts';
import { mayRetry, maySeeRecord, type Asker } from './permissions.ts';
import {
	selectFile,
	selectHeld,
	selectRecording,
	stepRecording,
	type ComposedFile,
	type HeldRow
} from './queries.ts';
import type { RecordingFailure, RecordingState } from './states.ts';

/** Milliseconds from the beginning of the video. */
interface Span {
	from: number;
	to: number;
}

export interface RecordView {
	meeting: Pick<HeldRow, 'meetingId' | 'title' | 'place' | 'startsAt' | 'openedAt' | 'endedAt'>;
	recording: {
		/** `none`: the meeting was held without a recording. */
		state: RecordingState | 'none';
		progress: number;
		failure: RecordingFailure | null;
		duration: number;
	};
	/** Empty until the recording is ready. */
	chapters: (Span & { title: string })[];
	turns: (Span & { siteId: string; name: string; parentName: string })[];
	/** Which page of which paper all saw. */
	papers: (Span & { title: string; page: number })[];
	siteCount: number;
	may: { retry: boolean };
}

/** The meeting, for whoever may see its record; `not_found` for everybody else. */
export async function requireRecord(sql: Sql, person: Asker, meetingId: string): Promise<HeldRow> {
	const held = v.is(idShape, meetingId) ? await selectHeld(sql, meetingId, person) : undefined;
	if (held === undefined || !maySeeRecord(person, held, held.invited)) throw new CodedError('not_found');
	return held;
}

export async function viewRecord(sql: Sql, person: Asker, meetingId: string): Promise<RecordView> {
	const held = await requireRecord(sql, person, meetingId);
	const [recording, events, room] = await Promise.all([
		selectRecording(sql, meetingId),
		read(sql, meetingId),
		roomOf(sql, meetingId)
	]);
	const { title, place, startsAt, openedAt, endedAt } = held;
	const isReady = recording?.state === 'ready';
	const begin = recording?.beginsAt?.getTime() ?? 0;
	const duration = recording?.durationMs ?? 0;
	const inVideo = (interval: Interval) => clip(interval, begin, duration);
	const sites = new Map(room.sites.map((site) => [site.siteId, site]));
	return {
		meeting: { meetingId, title, place, startsAt, openedAt, endedAt },
		recording: {
			state: recording?.state ?? 'none',
			progress: recording?.progress ?? 0,
			failure: recording?.failure ?? null,
			duration
		},
		chapters: isReady
			? agendaTimes(events).flatMap((time) => inVideo(time).map((span) => ({ ...span, title: time.title })))
			: [],
		turns: isReady
			? floorTurns(events).flatMap(({ siteId, ...turn }) => {
					const { name = '', parentName = '' } = sites.get(siteId) ?? {};
					return inVideo(turn).map((span) => ({ ...span, siteId, name, parentName }));
				})
			: [],
		papers: isReady
			? paperTimes(events).flatMap(({ title, page, ...time }) =>
					inVideo(time).map((span) => ({ ...span, title, page }))
				)
			: [],
		siteCount: room.sites.length,
		may: { retry: recording?.state === 'failed' && mayRetry(person, held) }
	};
}

function clip({ from, to }: Interval, begin: number, duration: number): Span[] {
	const span = { from: Math.max(0, from - begin), to: Math.min(duration, (to ?? Infinity) - begin) };
	return span.from < span.to ? [span] : [];
}

/** The meeting's secretary or an administrator sets a failed composition going again. */
export async function retryComposition(sql: Sql, person: Asker, meetingId: string): Promise<void> {
	const held = await requireRecord(sql, person, meetingId);
	if (!mayRetry(person, held)) throw new CodedError('not_allowed');
	await transaction(sql, async (tx) => {
		// What is still being captured has its own way to the archivist.
		const failed = (await selectRecording(tx, meetingId))?.state === 'failed';
		if (!failed || !(await stepRecording(tx, meetingId, 'captured'))) throw new CodedError('wrong_state');
		await sendJob(tx, 'recording-compose', { meetingId });
	});
}

export type MediaKind = 'video' | 'audio' | 'poster';

/** `not_found` until the recording is ready. */
export async function mediaFile(
	sql: Sql,
	person: Asker,
	meetingId: string,
	kind: MediaKind
): Promise<ComposedFile & { title: string }> {
	const { title } = await requireRecord(sql, person, meetingId);
	const recording = await selectRecording(sql, meetingId);
	const hashes = { video: recording?.videoHash, audio: recording?.audioHash, poster: recording?.posterHash };
	const hash = hashes[kind];
	const file = hash ? await selectFile(sql, hash) : undefined;
	if (file === undefined) throw new CodedError('not_found');
	return { ...file, title };
}
