// What the roll is read from, beside the log: each for all sites of a meeting at once.
import type { QuorumRule } from '#lib/protocol/roll.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import type { Presence } from '../schema.ts';

export type ExpectedRow = {
	siteId: string;
	name: string;
	parentName: string;
	kind: 'main' | 'component';
	levelName: string;
	levelRank: number;
	reply: 'none' | 'confirmed' | 'declined';
	replyReason: string;
};

/** By what groups them, then by name: the order of a printed list. */
export async function listExpected(sql: Sql, meetingId: string): Promise<ExpectedRow[]> {
	return sql<ExpectedRow[]>`
		select s.id as site_id, s.unit_name as name, s.parent_name, s.kind, s.reply, s.reply_reason,
			coalesce(l.name_vi, s.level) as level_name, coalesce(l.rank, 0) as level_rank
		from sites s left join unit_levels l on l.id = s.level
		where s.meeting_id = ${meetingId}
		order by s.kind = 'main' desc, l.rank, s.parent_name collate "vi-x-icu", s.unit_name collate "vi-x-icu", s.id
	`;
}

export type ListedPerson = {
	siteId: string;
	fullName: string;
	jobTitle: string;
	presence: Presence;
	note: string;
};

export async function listPeople(sql: Sql, meetingId: string): Promise<ListedPerson[]> {
	return sql<ListedPerson[]>`
		select r.site_id, r.full_name, r.job_title, r.presence, r.note
		from roster_entries r join sites s on s.id = r.site_id
		where s.meeting_id = ${meetingId}
		order by r.site_id, r.position
	`;
}

/** Site → when somebody of its unit last signed in, for those that ever did. */
export async function listSignIns(sql: Sql, meetingId: string): Promise<{ siteId: string; at: Date }[]> {
	return sql<{ siteId: string; at: Date }[]>`
		select s.id as site_id, max(entry.at) as at
		from sites s
			join people p on p.unit_id = s.unit_id
			cross join lateral (
				select at from audit_entries
				where person_id = p.id and action = 'signed_in'
				order by at desc
				limit 1
			) entry
		where s.meeting_id = ${meetingId}
		group by s.id
	`;
}

export async function findQuorumRule(sql: Sql, meetingId: string): Promise<QuorumRule | undefined> {
	const [row] = await sql<{ quorumRule: QuorumRule }[]>`
		select quorum_rule from meetings where id = ${meetingId}
	`;
	return row?.quorumRule;
}

export type LevelRow = { level: string; nameVi: string; nameEn: string; nameJa: string; rank: number };

/** Of the component sites only. */
export async function listLevels(sql: Sql, meetingId: string): Promise<LevelRow[]> {
	return sql<LevelRow[]>`
		select l.id as level, l.name_vi, l.name_en, l.name_ja, l.rank
		from unit_levels l
		where l.id in (select level from sites where meeting_id = ${meetingId} and kind = 'component')
		order by l.rank, l.id
	`;
}
