// The log of a meeting: append-only, numbered without gaps, the one source of roll, floor, speaking times,
// chapters, minutes and the layout of the recording.
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { insertEvents, lockLog, selectEvents } from './queries.ts';
import { parseEvent } from './schema.ts';

export { findHanded } from './queries.ts';
export { announcements, type LoggedAnnouncement } from './announcements.ts';
export { agendaTimes, foldAgendaTimes, timeOfItem, type AgendaTime } from './agenda.ts';
export { floorTurns, type FloorTurn } from './floor.ts';
export { foldShownPaper, isPageOf, paperTimes, type PaperTime, type ShownPaper } from './papers.ts';
export { meetingTimes, type Interval, type MeetingTimes } from './intervals.ts';
export { chairTurns, cutByChair, type ChairTurn } from './chairs.ts';
export { connections, leftSites, presence, type Connection, type Presence } from './presence.ts';
export { recordedParts, recordingTimes, type RecordedPart, type RecordingTimes } from './recording.ts';
export { takenRolls, type LoggedRoll } from './roll.ts';
export { stageIntervals, type StageInterval } from './stage.ts';
export {
	foldVotes,
	missingOf,
	resultOf,
	tallyOf,
	votes,
	type LoggedBallot,
	type LoggedVote
} from './votes.ts';

/** Writes all or none, in this order, and answers them as they stand in the log. */
export async function append(sql: Sql, meetingId: string, events: NewEvent[]): Promise<MeetingEvent[]> {
	if (events.length === 0) return [];
	const now = Date.now();
	return transaction(sql, async (tx) => {
		const last = await lockLog(tx, meetingId);
		if (last === undefined) throw new CodedError('not_found');
		const written = events.map((event, index) =>
			parseEvent({
				meetingId,
				seq: last + 1 + index,
				at: event.at ?? now,
				type: event.type,
				siteId: event.siteId ?? null,
				personId: event.personId ?? null,
				data: event.data
			})
		);
		await insertEvents(
			tx,
			written.map((event) => ({ ...event, at: new Date(event.at) }))
		);
		return written;
	});
}

/** The whole log, or what came after a number that the caller already knows. */
export async function read(sql: Sql, meetingId: string, after = 0): Promise<MeetingEvent[]> {
	const rows = await selectEvents(sql, meetingId, after);
	return rows.map((row) => parseEvent({ ...row, at: row.at.getTime() }));
}
