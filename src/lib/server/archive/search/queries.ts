import type { Sql } from '#lib/server/platform/db.ts';
import type { RecordingState } from '../states.ts';

/** Title, agenda, conclusions and units in one text; the search column is made of it. */
export async function upsertEntry(sql: Sql, meetingId: string, conclusions: string): Promise<void> {
	await sql`
		insert into archive_entries (meeting_id, body)
		select m.id, concat_ws(E'.\n',
			m.title,
			(
				select string_agg(concat_ws(' – ', a.title, nullif(a.presenter, '')), E'.\n' order by a.position)
				from agenda_items a where a.meeting_id = m.id
			),
			nullif(${conclusions}, ''),
			(
				select string_agg(distinct s.parent_name, ', ')
				from sites s where s.meeting_id = m.id and s.parent_name <> ''
			),
			(
				select string_agg(s.unit_name, ', ' order by s.kind = 'main' desc, s.parent_name, s.unit_name)
				from sites s where s.meeting_id = m.id
			)
		)
		from meetings m
		where m.id = ${meetingId}
		on conflict (meeting_id) do update set body = excluded.body
	`;
}

export interface HitRow {
	meetingId: string;
	title: string;
	startsAt: Date | null;
	openedAt: Date;
	endedAt: Date;
	siteCount: number;
	state: RecordingState | null;
	durationMs: number | null;
	hasPoster: boolean;
	/** The words that were found stand between `hitBegin` and `hitEnd`. */
	passage: string | null;
	total: number;
}

// From Unicode's private area, so that no text can contain them.
export const hitBegin = '\u{e000}';
export const hitEnd = '\u{e001}';

export interface Visible {
	personId: string;
	unitId: string;
	all: boolean;
}

const visible = (sql: Sql, { personId, unitId, all }: Visible) => sql`
	m.state = 'ended' and (
		${all} or m.convening_unit_id = ${unitId}
		or m.chair_id = ${personId} or m.secretary_id = ${personId} or m.operator_id = ${personId}
		or exists (select from sites s where s.meeting_id = m.id and s.unit_id = ${unitId})
		or exists (select from meeting_observers o where o.meeting_id = m.id and o.person_id = ${personId})
	)
`;

const hitColumns = (sql: Sql) => sql`
	m.id as meeting_id, m.title, m.starts_at, m.opened_at, m.ended_at,
	(select count(*) from sites s where s.meeting_id = m.id) as site_count,
	r.state, r.duration_ms, r.poster_hash is not null as has_poster, count(*) over () as total
`;

/** The newest first. */
export async function selectRecent(
	sql: Sql,
	who: Visible,
	page: { limit: number; offset: number }
): Promise<HitRow[]> {
	return sql<HitRow[]>`
		select ${hitColumns(sql)}, null as passage
		from meetings m
		left join recordings r on r.meeting_id = m.id
		where ${visible(sql, who)}
		order by m.ended_at desc, m.id
		limit ${page.limit} offset ${page.offset}
	`;
}

/** Words that stand side by side count more than the same words apart; then how often, then the newest. */
export async function selectMatching(
	sql: Sql,
	who: Visible,
	query: string,
	page: { limit: number; offset: number }
): Promise<HitRow[]> {
	const look = `StartSel="${hitBegin}", StopSel="${hitEnd}", MaxFragments=2, MaxWords=24, MinWords=10, FragmentDelimiter=" … "`;
	return sql<HitRow[]>`
		with asked as (
			select websearch_to_tsquery('public.vi', ${query}) as words, phraseto_tsquery('public.vi', ${query}) as phrase
		), found as (
			select ${hitColumns(sql)}, e.body, e.search @@ asked.phrase as together,
				ts_rank_cd(e.search, asked.words, 1) as weight, asked.words
			from asked, archive_entries e
			join meetings m on m.id = e.meeting_id
			left join recordings r on r.meeting_id = m.id
			where e.search @@ asked.words and ${visible(sql, who)}
			order by together desc, weight desc, m.ended_at desc, m.id
			limit ${page.limit} offset ${page.offset}
		)
		select meeting_id, title, starts_at, opened_at, ended_at, site_count, state, duration_ms, has_poster, total,
			ts_headline('public.vi', body, words, ${look}) as passage
		from found
		order by together desc, weight desc, ended_at desc, meeting_id
	`;
}

export interface PlaceRow {
	meetingId: string;
	label: string;
	/** Milliseconds from the beginning of the video. */
	offset: number;
}

/** Agenda items and speakers that the words name, where the video has them: three of a meeting. */
export async function selectPlaces(sql: Sql, meetingIds: string[], query: string): Promise<PlaceRow[]> {
	return sql<PlaceRow[]>`
		with named as (
			select e.meeting_id, e.at, e.data ->> 'title' as label
			from meeting_events e where e.meeting_id = any(${meetingIds}) and e.type = 'agenda:begun'
			union all
			select e.meeting_id, e.at, concat_ws(', ', s.unit_name, nullif(s.parent_name, ''))
			from meeting_events e join sites s on s.id = e.site_id
			where e.meeting_id = any(${meetingIds}) and e.type = 'floor:granted'
		), numbered as (
			select n.meeting_id, n.label, row_number() over (partition by n.meeting_id order by n.at) as number,
				greatest(0, extract(epoch from n.at - r.begins_at) * 1000)::integer as "offset"
			from named n
			join recordings r on r.meeting_id = n.meeting_id and r.state = 'ready'
			where to_tsvector('public.vi', n.label) @@ websearch_to_tsquery('public.vi', ${query})
		)
		select meeting_id, label, "offset" from numbered where number <= 3 order by meeting_id, number
	`;
}
