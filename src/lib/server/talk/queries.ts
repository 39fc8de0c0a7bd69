import type { Role } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';

export type NewMessageRow = {
	id: string;
	meetingId: string;
	siteId: string;
	authorId: string;
	authorRole: Role;
	body: string;
};

export type MessageRow = {
	number: number;
	messageId: string;
	siteId: string;
	personName: string;
	role: string;
	sentAt: Date;
	text: string;
};

export type ThreadRow = MessageRow & { fromSite: number; fromDesk: number };

/** False when a message of this id stands already. */
export async function insertMessage(sql: Sql, row: NewMessageRow): Promise<boolean> {
	const rows = await sql`
		insert into messages ${sql(row, 'id', 'meetingId', 'siteId', 'authorId', 'authorRole', 'body')}
		on conflict (id) do nothing
		returning number
	`;
	return rows.length > 0;
}

export async function isMessageOf(sql: Sql, row: NewMessageRow): Promise<boolean> {
	const rows = await sql`
		select 1 from messages where id = ${row.id} and site_id = ${row.siteId} and author_id = ${row.authorId}
	`;
	return rows.length > 0;
}

/** One row for each conversation, or for that of one site: how much each side wrote, and the last message. */
export async function selectThreads(sql: Sql, meetingId: string, siteId?: string): Promise<ThreadRow[]> {
	const which = siteId === undefined ? sql`` : sql`and site_id = ${siteId}`;
	return sql<ThreadRow[]>`
		select counted.from_site, counted.from_desk, m.number, m.id as message_id, m.site_id, p.full_name as person_name,
			m.author_role as role, m.sent_at, m.body as text
		from (
			select max(number) as number, count(*) filter (where author_role = 'delegate') as from_site,
				count(*) filter (where author_role <> 'delegate') as from_desk
			from messages
			where meeting_id = ${meetingId} ${which}
			group by site_id
		) counted
		join messages m on m.number = counted.number
		join people p on p.id = m.author_id
		order by m.number
	`;
}

/** The last ones, newest first. */
export async function selectMessages(
	sql: Sql,
	meetingId: string,
	asked: { siteId: string; before: number | undefined; limit: number }
): Promise<MessageRow[]> {
	const earlier = asked.before === undefined ? sql`` : sql`and m.number < ${asked.before}`;
	return sql<MessageRow[]>`
		select m.number, m.id as message_id, m.site_id, p.full_name as person_name, m.author_role as role, m.sent_at,
			m.body as text
		from messages m join people p on p.id = m.author_id
		where m.meeting_id = ${meetingId} and m.site_id = ${asked.siteId} ${earlier}
		order by m.number desc
		limit ${asked.limit}
	`;
}
