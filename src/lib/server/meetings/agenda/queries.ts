import type { Sql } from '#lib/server/platform/db.ts';
import type { AgendaItemInput } from '../schema.ts';

export type AgendaItem = {
	id: string;
	position: number;
	title: string;
	presenter: string;
	plannedMinutes: number;
};

export async function listItems(sql: Sql, meetingId: string): Promise<AgendaItem[]> {
	return sql<AgendaItem[]>`
		select id, position, title, presenter, planned_minutes
		from agenda_items
		where meeting_id = ${meetingId}
		order by position
	`;
}

export async function insertItem(sql: Sql, meetingId: string, item: AgendaItemInput): Promise<string> {
	const [row] = await sql<{ id: string }[]>`
		insert into agenda_items (meeting_id, position, title, presenter, planned_minutes)
		select ${meetingId}, coalesce(max(position), 0) + 1, ${item.title}, ${item.presenter},
			${item.plannedMinutes}::integer
		from agenda_items
		where meeting_id = ${meetingId}
		returning id
	`;
	if (row === undefined) throw new Error('insert returned no row');
	return row.id;
}

/** False when the meeting has no such item. */
export async function updateItem(
	sql: Sql,
	meetingId: string,
	itemId: string,
	item: AgendaItemInput
): Promise<boolean> {
	const rows = await sql`
		update agenda_items set ${sql(item, 'title', 'presenter', 'plannedMinutes')}
		where id = ${itemId} and meeting_id = ${meetingId}
		returning id
	`;
	return rows.length === 1;
}

export async function deleteItem(sql: Sql, meetingId: string, itemId: string): Promise<boolean> {
	const rows = await sql`
		delete from agenda_items where id = ${itemId} and meeting_id = ${meetingId} returning id
	`;
	return rows.length === 1;
}

/** Numbers the items 1, 2, 3… in the order given. */
export async function renumberItems(sql: Sql, meetingId: string, ids: string[]): Promise<void> {
	await sql`
		update agenda_items i set position = o.position
		from unnest(${ids}::uuid[]) with ordinality as o (id, position)
		where i.id = o.id and i.meeting_id = ${meetingId}
	`;
}
