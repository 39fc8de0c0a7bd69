// A unit's answer to its invitation. It may be changed until the meeting is opened.
import { transaction, type Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { lockVisible, requireDoing } from '../access.ts';
import { updateSeenChange } from '../changing/queries.ts';
import { mayReply, type Asker } from '../permissions.ts';
import type { Reply } from '../schema.ts';
import { updateReply } from './queries.ts';

export async function reply(
	sql: Sql,
	person: Asker,
	meetingId: string,
	answer: Reply,
	now: Date
): Promise<void> {
	await transaction(sql, async (tx) => {
		const { meeting, ownSite } = await lockVisible(tx, person, meetingId);
		if (ownSite === undefined || !mayReply(person, ownSite)) throw new CodedError('not_allowed');
		requireDoing(meeting, 'reply');
		const reason = answer.reply === 'declined' ? answer.reason : '';
		const { change = 0 } = answer;
		await updateReply(tx, ownSite.id, {
			reply: answer.reply,
			reason,
			change: Math.min(change, ownSite.latestChange),
			personId: person.id,
			at: now
		});
		await updateSeenChange(tx, ownSite.id, change);
	});
}
