import type { Sql } from '#lib/server/platform/db.ts';

export async function updateReply(
	sql: Sql,
	siteId: string,
	answer: { reply: 'confirmed' | 'declined'; reason: string; change: number; personId: string; at: Date }
): Promise<void> {
	await sql`
		update sites
		set reply = ${answer.reply}, reply_reason = ${answer.reason}, reply_change = ${answer.change},
			replied_by = ${answer.personId}, replied_at = ${answer.at}
		where id = ${siteId}
	`;
}
