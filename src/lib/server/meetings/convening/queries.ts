import type { Sql } from '#lib/server/platform/db.ts';

export async function setConvened(sql: Sql, meetingId: string, at: Date): Promise<void> {
	await sql`update meetings set state = 'convened', convened_at = ${at} where id = ${meetingId} and state = 'draft'`;
}

export async function setCancelled(sql: Sql, meetingId: string, at: Date, reason: string): Promise<void> {
	await sql`
		update meetings set state = 'cancelled', cancelled_at = ${at}, cancel_reason = ${reason}
		where id = ${meetingId} and state in ('draft', 'convened')
	`;
}

export type ConveningFacts = { siteCount: number; itemCount: number; paperCount: number };

export async function countParts(sql: Sql, meetingId: string): Promise<ConveningFacts> {
	const [row] = await sql<ConveningFacts[]>`
		select
			(select count(*)::integer from sites where meeting_id = ${meetingId} and kind = 'component') as site_count,
			(select count(*)::integer from agenda_items where meeting_id = ${meetingId}) as item_count,
			(select count(*)::integer from papers where meeting_id = ${meetingId}) as paper_count
	`;
	return row ?? { siteCount: 0, itemCount: 0, paperCount: 0 };
}

export type Clash = {
	unitId: string;
	unitName: string;
	parentName: string;
	/** The other meeting. */
	meetingId: string;
	startsAt: Date;
	plannedMinutes: number;
	convenedBy: string;
};

/** Units of this meeting that sit in another convened or open meeting at the same time. */
export async function listClashes(sql: Sql, meetingId: string): Promise<Clash[]> {
	return sql<Clash[]>`
		select s.unit_id, s.unit_name, s.parent_name, o.id as meeting_id, o.starts_at, o.planned_minutes,
			main.unit_name as convened_by
		from meetings m
			join sites s on s.meeting_id = m.id
			join sites os on os.unit_id = s.unit_id and os.meeting_id <> m.id
			join meetings o on o.id = os.meeting_id and o.state in ('convened', 'open')
			join sites main on main.meeting_id = o.id and main.kind = 'main'
		where m.id = ${meetingId} and m.starts_at is not null and os.reply <> 'declined'
			and m.starts_at < o.starts_at + make_interval(mins => o.planned_minutes)
			and o.starts_at < m.starts_at + make_interval(mins => m.planned_minutes)
		order by o.starts_at, s.parent_name collate "vi-x-icu", s.unit_name collate "vi-x-icu", o.id
	`;
}
