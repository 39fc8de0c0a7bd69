// Messages between one site and the desk of its meeting. They are no part of the meeting's log: nothing that the minutes
// or the archive are read from knows them.
import * as v from 'valibot';
import { message, thread, type Message, type Thread } from '#lib/protocol/talk.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { insertMessage, isMessageOf, selectMessages, selectThreads, type MessageRow } from './queries.ts';

/** How many messages are read at once. */
const pageSize = 30;

export type NewMessage = { messageId: string; siteId: string; text: string };
export type Author = { personId: string; role: Role };

/** Written once, however often it comes; answers the conversation as it is then. */
export async function sendMessage(
	sql: Sql,
	meetingId: string,
	{ messageId, siteId, text }: NewMessage,
	{ personId, role }: Author
): Promise<Thread> {
	const row = { id: messageId, meetingId, siteId, authorId: personId, authorRole: role, body: text };
	const isNew = await insertMessage(sql, row);
	if (!isNew && !(await isMessageOf(sql, row))) throw new CodedError('conflict');
	const [written] = await threadsOf(sql, meetingId, siteId);
	if (written === undefined) throw new CodedError('conflict');
	return written;
}

export async function threadsOf(sql: Sql, meetingId: string, siteId?: string): Promise<Thread[]> {
	const rows = await selectThreads(sql, meetingId, siteId);
	return rows.map((row) =>
		v.parse(thread, {
			siteId: row.siteId,
			fromSite: row.fromSite,
			fromDesk: row.fromDesk,
			last: messageOf(row)
		})
	);
}

/** Oldest first; `earlier`: there are more before them. */
export async function readMessages(
	sql: Sql,
	meetingId: string,
	asked: { siteId: string; before?: number | undefined }
): Promise<{ messages: Message[]; earlier: boolean }> {
	const rows = await selectMessages(sql, meetingId, {
		siteId: asked.siteId,
		before: asked.before,
		limit: pageSize + 1
	});
	return {
		messages: rows.slice(0, pageSize).toReversed().map(messageOf),
		earlier: rows.length > pageSize
	};
}

function messageOf({ sentAt, ...row }: MessageRow): Message {
	return v.parse(message, { ...row, at: sentAt.getTime() });
}
