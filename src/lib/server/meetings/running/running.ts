// The meeting as the media server holds it: read once when a room begins, opened and ended by the chair.
import type { Paper } from '#lib/protocol/papers.ts';
import type { MeetingState } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { listPapers, type Paper as MeetingPaper } from '../papers/queries.ts';
import {
	findRoomMeeting,
	listNames,
	listRoomAgenda,
	listRoomSites,
	setEnded,
	setOpen,
	type RoomAgendaItem,
	type RoomMeeting,
	type RoomSite
} from './queries.ts';

export type { RoomAgendaItem, RoomMeeting, RoomSite };
export type Room = { meeting: RoomMeeting; agenda: RoomAgendaItem[]; papers: Paper[]; sites: RoomSite[] };

/** A convened, open, ended or cancelled meeting with its agenda and sites; `not_found` for anything else. */
export async function roomOf(sql: Sql, meetingId: string): Promise<Room> {
	const meeting = await requireMeeting(sql, meetingId);
	const [agenda, papers, sites] = await Promise.all([
		listRoomAgenda(sql, meetingId),
		listPapers(sql, meetingId),
		listRoomSites(sql, meetingId)
	]);
	return { meeting, agenda, papers: papers.map(roomPaper), sites };
}

/** What people are called of whom the log has only the ids. */
export async function namesOf(sql: Sql, personIds: readonly string[]): Promise<Map<string, string>> {
	const people = personIds.length === 0 ? [] : await listNames(sql, personIds);
	return new Map(people.map(({ personId, fullName }) => [personId, fullName]));
}

/** convened → open. Refused with `already_open` when somebody else was quicker. */
export async function openMeeting(sql: Sql, meetingId: string, at: Date): Promise<RoomMeeting> {
	if (!(await setOpen(sql, meetingId, at))) throw await refusal(sql, meetingId);
	return requireMeeting(sql, meetingId);
}

/** open → ended. */
export async function endMeeting(sql: Sql, meetingId: string, at: Date): Promise<RoomMeeting> {
	if (!(await setEnded(sql, meetingId, at))) throw await refusal(sql, meetingId);
	return requireMeeting(sql, meetingId);
}

function roomPaper({ id, agendaItemId, title, size }: MeetingPaper): Paper {
	return { paperId: id, itemId: agendaItemId, title, size };
}

async function requireMeeting(sql: Sql, meetingId: string): Promise<RoomMeeting> {
	const meeting = await findRoomMeeting(sql, meetingId);
	if (meeting === undefined) throw new CodedError('not_found');
	return meeting;
}

async function refusal(sql: Sql, meetingId: string): Promise<CodedError> {
	const { state } = await requireMeeting(sql, meetingId);
	const codes: Partial<Record<MeetingState, 'meeting_ended' | 'meeting_not_open' | 'already_open'>> = {
		ended: 'meeting_ended',
		convened: 'meeting_not_open',
		open: 'already_open'
	};
	return new CodedError(codes[state] ?? 'wrong_state', { data: { state } });
}
