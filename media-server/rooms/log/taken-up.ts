// A room's log where another media server left it.
import { interruptParts } from '#lib/server/archive/archive.ts';
import { append, read } from '#lib/server/events/events.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { closeLooseEnds } from './decisions.ts';
import { blank, foldAll, type RoomState } from './state.ts';

/** What the other could not finish is ended first. */
export async function takeUp(sql: Sql, meetingId: string): Promise<RoomState> {
	const found = foldAll(blank, await read(sql, meetingId));
	const ends = await append(sql, meetingId, closeLooseEnds(found));
	if (found.recording.startedAt !== null) await interruptParts(sql, meetingId, new Date());
	return foldAll(found, ends);
}
