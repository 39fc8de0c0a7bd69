// Meetings as a person finds them in a list: invited to, holding an office in, or planning.
import type { Conduct, MeetingState } from '#lib/protocol/values.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import type { Asker } from '../permissions.ts';
import type { SiteRow } from '../queries.ts';
import type { MeetingKind } from '../schema.ts';

export type MeetingCard = {
	id: string;
	title: string;
	kind: MeetingKind;
	conduct: Conduct;
	state: MeetingState;
	startsAt: Date | null;
	plannedMinutes: number;
	place: string;
	conveningUnitId: string;
	convenedBy: string;
	chairName: string | null;
	chairId: string | null;
	secretaryId: string | null;
	operatorId: string | null;
	/** Component sites: invited, and what they answered. */
	siteCount: number;
	confirmedCount: number;
	declinedCount: number;
	itemCount: number;
	paperCount: number;
	/** The person looks and hears, and has no other part in it. */
	observing: boolean;
	ownKind: SiteRow['kind'] | null;
	ownReply: SiteRow['reply'] | null;
	ownRosterCount: number;
};

export type ListQuery = {
	person: Asker;
	now: Date;
	timeZone: string;
	words: string;
	kind: MeetingKind | '';
	limit: number;
	offset: number;
};

const isOfficer = (sql: Sql, person: Asker) =>
	sql`coalesce(${person.id} in (m.chair_id, m.secretary_id, m.operator_id), false)`;

const isObserver = (sql: Sql, person: Asker) => sql`
	exists (select from meeting_observers o where o.meeting_id = m.id and o.person_id = ${person.id})
`;

const card = (sql: Sql, person: Asker) => sql`
	m.id, m.title, m.kind, m.conduct, m.state, m.starts_at, m.planned_minutes, m.place,
	m.convening_unit_id, main.unit_name as convened_by, chair.full_name as chair_name, m.chair_id, m.secretary_id, m.operator_id,
	counts.site_count, counts.confirmed_count, counts.declined_count,
	(select count(*)::integer from agenda_items i where i.meeting_id = m.id) as item_count,
	(select count(*)::integer from papers p where p.meeting_id = m.id) as paper_count,
	${isObserver(sql, person)} and not ${isOfficer(sql, person)} as observing, own.kind as own_kind, own.reply as own_reply,
	(select count(*)::integer from roster_entries r where r.site_id = own.id) as own_roster_count
`;

const tables = (sql: Sql, person: Asker) => sql`
	meetings m
	join sites main on main.meeting_id = m.id and main.kind = 'main'
	left join sites own on own.meeting_id = m.id and own.unit_id = ${person.unitId}
	left join people chair on chair.id = m.chair_id
	cross join lateral (
		select count(*)::integer as site_count,
			(count(*) filter (where s.reply = 'confirmed'))::integer as confirmed_count,
			(count(*) filter (where s.reply = 'declined'))::integer as declined_count
		from sites s where s.meeting_id = m.id and s.kind = 'component'
	) counts
`;

/** The same rule as `maySee` for a meeting that was convened. */
const isMine = (sql: Sql, person: Asker) => sql`
	m.convened_at is not null
	and (own.id is not null or ${isOfficer(sql, person)} or ${isObserver(sql, person)})
`;

const isComing = (sql: Sql, { now, timeZone }: ListQuery) => sql`
	(m.state = 'open' or (
		m.state in ('convened', 'cancelled') and m.starts_at >= date_trunc('day', ${now}::timestamptz, ${timeZone})
	))
`;

const matches = (sql: Sql, { words, kind }: ListQuery) => sql`
	(${words} = '' or strpos(fold_text(m.title), fold_text(${words})) > 0) and (${kind} = '' or m.kind = ${kind})
`;

/** From today on; what is open stands first. */
export async function listComing(sql: Sql, query: ListQuery): Promise<MeetingCard[]> {
	return sql<MeetingCard[]>`
		select ${card(sql, query.person)} from ${tables(sql, query.person)}
		where ${isMine(sql, query.person)} and ${isComing(sql, query)} and ${matches(sql, query)}
		order by m.state = 'open' desc, m.starts_at, m.id
		limit ${query.limit} offset ${query.offset}
	`;
}

/** Ended, or its day went by; the latest first. */
export async function listPast(sql: Sql, query: ListQuery): Promise<MeetingCard[]> {
	return sql<MeetingCard[]>`
		select ${card(sql, query.person)} from ${tables(sql, query.person)}
		where ${isMine(sql, query.person)} and not ${isComing(sql, query)} and ${matches(sql, query)}
		order by m.starts_at desc, m.id
		limit ${query.limit} offset ${query.offset}
	`;
}

/** Held, and ended since then; the latest first. */
export async function listEnded(sql: Sql, person: Asker, since: Date): Promise<MeetingCard[]> {
	return sql<MeetingCard[]>`
		select ${card(sql, person)} from ${tables(sql, person)}
		where ${isMine(sql, person)} and m.state = 'ended' and m.ended_at > ${since}
		order by m.ended_at desc, m.id
		limit 20
	`;
}

export type ListCounts = { coming: number; past: number };

export async function countLists(sql: Sql, query: ListQuery): Promise<ListCounts> {
	const [row] = await sql<ListCounts[]>`
		select (count(*) filter (where ${isComing(sql, query)}))::integer as coming,
			(count(*) filter (where not ${isComing(sql, query)}))::integer as past
		from ${tables(sql, query.person)}
		where ${isMine(sql, query.person)} and ${matches(sql, query)}
	`;
	return row ?? { coming: 0, past: 0 };
}

/** Drafts of a unit, what comes first at the top, then those without a time. */
export async function listDrafts(sql: Sql, person: Asker): Promise<MeetingCard[]> {
	return sql<MeetingCard[]>`
		select ${card(sql, person)} from ${tables(sql, person)}
		where m.state = 'draft' and m.convening_unit_id = ${person.unitId}
		order by m.starts_at nulls last, m.created_at desc, m.id
		limit 50
	`;
}

/** Invitations that the unit has not answered. */
export async function listOwed(sql: Sql, person: Asker, now: Date): Promise<MeetingCard[]> {
	return sql<MeetingCard[]>`
		select ${card(sql, person)} from ${tables(sql, person)}
		where m.state = 'convened' and own.kind = 'component' and own.reply = 'none'
			and m.starts_at + make_interval(mins => m.planned_minutes) > ${now}
		order by m.starts_at, m.id
		limit 50
	`;
}

export type NewPaper = { id: string; title: string; size: number; meetingId: string; meetingTitle: string };

/** Papers of the meetings given, the newest first. */
export async function listNewPapers(sql: Sql, meetingIds: string[]): Promise<NewPaper[]> {
	return sql<NewPaper[]>`
		select p.id, p.title, f.size, m.id as meeting_id, m.title as meeting_title
		from papers p join files f on f.hash = p.file_hash join meetings m on m.id = p.meeting_id
		where p.meeting_id = any(${meetingIds}::uuid[])
		order by p.uploaded_at desc, p.id
		limit 20
	`;
}
