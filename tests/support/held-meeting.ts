// A meeting that was held, for tests of the record: one city, two districts with communes, officers, agenda and a log.
// Times are minutes or seconds after the opening; everything a test needs to change is an option.
import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../src/lib/protocol/events.ts';
import { append } from '../../src/lib/server/events/events.ts';
import type { Sql } from '../../src/lib/server/platform/db.ts';

export interface HeldMeeting {
	meetingId: string;
	title: string;
	openedAt: number;
	cityId: string;
	chairId: string;
	secretaryId: string;
	administratorId: string;
	agenda: [AgendaItem, AgendaItem];
	/** main, vinhAn, coAm, anLao, quangTrung. */
	sites: Record<SiteName, string>;
	units: Record<SiteName, string>;
}

export interface AgendaItem {
	itemId: string;
	title: string;
}

const siteNames = ['main', 'vinhAn', 'coAm', 'anThang', 'quangTrung'] as const;
export type SiteName = (typeof siteNames)[number];

const units: Record<SiteName, { name: string; parent: string; level: string }> = {
	main: { name: 'Ủy ban nhân dân thành phố Hải Phòng', parent: '', level: 'city' },
	vinhAn: { name: 'Xã Vĩnh An', parent: 'Huyện Vĩnh Bảo', level: 'commune' },
	coAm: { name: 'Xã Cổ Am', parent: 'Huyện Vĩnh Bảo', level: 'commune' },
	anThang: { name: 'Xã An Thắng', parent: 'Huyện An Lão', level: 'commune' },
	quangTrung: { name: 'Xã Quang Trung', parent: 'Huyện An Lão', level: 'commune' }
};

/** Milliseconds since 1970: 08:00 in Hải Phòng on a working day. */
const defaultOpening = Date.UTC(2021, 11, 15, 1, 0, 0);

export async function holdMeeting(
	sql: Sql,
	options: { title?: string; openedAt?: number; minutes?: number; ended?: boolean } = {}
): Promise<HeldMeeting> {
	const title = options.title ?? 'Hội nghị giao ban công tác tháng 12 năm 2021';
	const openedAt = options.openedAt ?? defaultOpening;
	const ended = options.ended ?? true;
	const endedAt = ended ? new Date(openedAt + (options.minutes ?? 60) * 60_000) : null;
	const unitIds = await insertUnits(sql);
	const [chairId, secretaryId, administratorId] = await insertPeople(sql, unitIds.main);
	const [meeting] = await sql<{ id: string }[]>`
		insert into meetings (convening_unit_id, title, kind, state, starts_at, planned_minutes, place, chair_id, secretary_id,
			created_by, convened_at, opened_at, ended_at)
		values (${unitIds.main}, ${title}, 'briefing', ${ended ? 'ended' : 'open'}, ${new Date(openedAt - 60_000)}, 90,
			'Phòng họp số 1', ${chairId}, ${secretaryId}, ${secretaryId}, ${new Date(openedAt - 86_400_000)},
			${new Date(openedAt)}, ${endedAt})
		returning id
	`;
	if (meeting === undefined) throw new Error('no meeting');
	const sites = await insertSites(sql, meeting.id, unitIds);
	const agenda = await insertAgenda(sql, meeting.id);
	const held = {
		meetingId: meeting.id,
		title,
		openedAt,
		chairId,
		secretaryId,
		administratorId,
		agenda,
		sites
	};
	return { ...held, cityId: unitIds.main, units: unitIds };
}

/** Appends events whose `at` is given in milliseconds after the opening. */
export async function happen(
	sql: Sql,
	held: HeldMeeting,
	events: (NewEvent & { at: number })[]
): Promise<void> {
	await append(
		sql,
		held.meetingId,
		events.map((event) => ({ ...event, at: held.openedAt + event.at }))
	);
}

async function insertUnits(sql: Sql): Promise<Record<SiteName, string>> {
	await sql`
		insert into unit_levels (id, rank, name_vi, name_en, name_ja)
		values ('city', 1, 'Thành phố', 'City', '市'), ('commune', 3, 'Xã', 'Commune', '社')
		on conflict do nothing
	`;
	const ids = siteNames.map(() => randomUUID());
	await sql`insert into units ${sql(ids.map((id) => ({ id })))}`;
	return Object.fromEntries(siteNames.map((name, index) => [name, ids[index]])) as Record<SiteName, string>;
}

async function insertPeople(sql: Sql, unitId: string): Promise<[string, string, string]> {
	const people = [
		{ fullName: 'Nguyễn Văn Tùng', position: 'Chủ tịch', duty: 'leader' },
		{ fullName: 'Trần Thị Mai', position: 'Phó Chánh Văn phòng', duty: 'secretary' },
		{ fullName: 'Lê Quản Trị', position: 'Chuyên viên', duty: 'administrator' }
	].map((person) => ({ id: randomUUID(), ...person }));
	for (const { id, fullName, position, duty } of people) {
		await sql`insert into people ${sql({ id, unitId, fullName, position })}`;
		await sql`insert into duties ${sql({ personId: id, duty })}`;
	}
	const [chair, secretary, administrator] = people.map(({ id }) => id);
	if (!chair || !secretary || !administrator) throw new Error('no people');
	return [chair, secretary, administrator];
}

async function insertSites(
	sql: Sql,
	meetingId: string,
	unitIds: Record<SiteName, string>
): Promise<Record<SiteName, string>> {
	const rows = siteNames.map((key) => ({
		id: randomUUID(),
		meetingId,
		unitId: unitIds[key],
		kind: key === 'main' ? 'main' : 'component',
		unitName: units[key].name,
		parentName: units[key].parent,
		level: units[key].level
	}));
	await sql`insert into sites ${sql(rows)}`;
	return Object.fromEntries(siteNames.map((key, index) => [key, rows[index]?.id])) as Record<
		SiteName,
		string
	>;
}

async function insertAgenda(sql: Sql, meetingId: string): Promise<[AgendaItem, AgendaItem]> {
	const insert = async (position: number, title: string, presenter: string) => {
		const itemId = randomUUID();
		await sql`insert into agenda_items ${sql({ id: itemId, meetingId, position, title, presenter })}`;
		return { itemId, title };
	};
	return [
		await insert(1, 'Báo cáo thu ngân sách năm 2021', 'Sở Tài chính'),
		await insert(2, 'Công tác phòng, chống dịch COVID-19', '')
	];
}
