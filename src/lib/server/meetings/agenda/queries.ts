import type { Sql } from '#lib/server/platform/db.ts';
import type { AgendaItemInput } from '../schema.ts';

export type AgendaItem = {
	id: string;
	position: number;
	title: string;
	presenter: string;
	plannedMinutes: number;
	/** In the order in which they speak. */
	speakers: Speaker[];
};
/** A site by its unit, with the names that it keeps. */
export type Speaker = { unitId: string; name: string; parentName: string; minutes: number };

export async function listItems(sql: Sql, meetingId: string): Promise<AgendaItem[]> {
	return sql<AgendaItem[]>`
		select i.id, i.position, i.title, i.presenter, i.planned_minutes,
			coalesce(
				jsonb_agg(
					jsonb_build_object('unitId', s.unit_id, 'name', s.unit_name, 'parentName', s.parent_name,
						'minutes', a.minutes)
					order by a.position
				) filter (where s.id is not null),
				'[]'
			) as speakers
		from agenda_items i
			left join agenda_speakers a on a.item_id = i.id
			left join sites s on s.id = a.site_id
		where i.meeting_id = ${meetingId}
		group by i.id
		order by i.position
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

type OfItem = { meetingId: string; itemId: string };

/** False when the unit has no component site in the meeting. */
export async function insertSpeaker(
	sql: Sql,
	{ meetingId, itemId }: OfItem,
	{ unitId, minutes }: { unitId: string; minutes: number }
): Promise<boolean> {
	const rows = await sql`
		insert into agenda_speakers (meeting_id, item_id, site_id, position, minutes)
		select s.meeting_id, ${itemId}, s.id,
			(select coalesce(max(position), 0) + 1 from agenda_speakers where item_id = ${itemId}), ${minutes}::integer
		from sites s
		where s.meeting_id = ${meetingId} and s.unit_id = ${unitId} and s.kind = 'component'
		returning site_id
	`;
	return rows.length === 1;
}

/** Numbers them 1, 2, 3… in the order given; units without a component site in the meeting are left out. */
export async function replaceSpeakers(
	sql: Sql,
	{ meetingId, itemId }: OfItem,
	speakers: readonly { unitId: string; minutes: number }[]
): Promise<void> {
	await sql`delete from agenda_speakers where item_id = ${itemId} and meeting_id = ${meetingId}`;
	await sql`
		insert into agenda_speakers (meeting_id, item_id, site_id, position, minutes)
		select s.meeting_id, ${itemId}, s.id, o.position, o.minutes
		from unnest(
			${speakers.map(({ unitId }) => unitId)}::uuid[], ${speakers.map(({ minutes }) => minutes)}::integer[]
		) with ordinality as o (unit_id, minutes, position)
			join sites s on s.meeting_id = ${meetingId} and s.unit_id = o.unit_id and s.kind = 'component'
	`;
}
