import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database.ts';
import { happen, holdMeeting, type HeldMeeting } from '../../../../../tests/support/held-meeting.ts';
import * as archive from '../archive.ts';
import { pageSize } from './search.ts';

const database = testDatabase();
let briefing: HeldMeeting;
let other: HeldMeeting;

const administrator = { id: 'administrator', unitId: crypto.randomUUID(), duties: ['administrator'] };
const clerkOf = (held: HeldMeeting) => ({ id: 'clerk', unitId: held.units.vinhAn, duties: ['clerk'] });
const hour = 3_600_000;

beforeAll(async () => {
	const { sql } = database;
	briefing = await holdMeeting(sql);
	other = await holdMeeting(sql, {
		title: 'Họp bàn bảo vệ rừng phòng hộ và Vĩnh Phúc',
		openedAt: briefing.openedAt + 24 * hour
	});
	await sql`update sites set parent_name = 'Huyện Thủy Nguyên' where meeting_id = ${other.meetingId} and kind <> 'main'`;
	await archive.indexMeeting(sql, briefing.meetingId, 'Giao Sở Y tế hoàn thành tiêm chủng mũi ba.');
	await archive.indexMeeting(sql, other.meetingId, '');
});

const find = async (query: string, person: archive.Asker = administrator, page = 1) => {
	const { hits } = await archive.search(database.sql, person, { query, page });
	return hits.map((hit) => hit.title);
};

describe('words', () => {
	it.each([
		['of the title, without accents', 'giao ban cong tac'],
		['of the district of a site, without accents', 'huyen vinh bao'],
		['of a unit', 'Xã Cổ Am'],
		['of the agenda', 'thu ngân sách'],
		['of the one who presents', 'so tai chinh'],
		['of the conclusions', 'tiem chung mui ba']
	])('%s find the meeting', async (_, query) => {
		expect(await find(query)).toContain(briefing.title);
	});

	it('that stand side by side come before the same words apart', async () => {
		expect(await find('vinh bao')).toEqual([briefing.title, other.title]);
	});

	it('in quotes must stand side by side', async () => {
		expect(await find('"vinh bao"')).toEqual([briefing.title]);
	});

	it('with a minus leave meetings out', async () => {
		expect(await find('vinh -rừng')).toEqual([briefing.title]);
	});

	it('that nobody said find nothing', async () => {
		expect(await find('đường sắt đô thị')).toEqual([]);
	});

	it('may be any signs at all', async () => {
		for (const query of ["'", '"', '\\', '%', ':*', '!!', '()', '<->', '\u0001']) {
			await expect(archive.search(database.sql, administrator, { query, page: 1 })).resolves.toBeDefined();
		}
	});

	it('follow the conclusions when they are changed', async () => {
		await archive.indexMeeting(database.sql, other.meetingId, 'Trồng thêm phi lao.');
		expect(await find('phi lao')).toEqual([other.title]);
		await archive.indexMeeting(database.sql, other.meetingId, '');
		expect(await find('phi lao')).toEqual([]);
	});
});

describe('a hit', () => {
	it('shows the passage with what was found, accents as written', async () => {
		const { hits } = await archive.search(database.sql, administrator, { query: 'ngan sach', page: 1 });
		const found = hits[0]?.passage.filter((stretch) => stretch.hit).map((stretch) => stretch.text);
		expect(found).toEqual(['ngân', 'sách']);
		expect(hits[0]?.passage.map((stretch) => stretch.text).join('')).toContain(
			'Báo cáo thu ngân sách năm 2021'
		);
	});

	it('has date, number of sites and the state of its recording', async () => {
		const { hits } = await archive.search(database.sql, administrator, { query: 'giao ban', page: 1 });
		expect(hits[0]).toMatchObject({
			meetingId: briefing.meetingId,
			openedAt: new Date(briefing.openedAt),
			siteCount: 5,
			state: null,
			hasPoster: false,
			places: []
		});
	});

	it('leads to the second in the video', async () => {
		const { sql } = database;
		const held = await holdMeeting(sql, { title: 'Chuyên đề cấp nước' });
		await archive.startRecording(sql, held.meetingId);
		await happen(sql, held, [
			{ type: 'agenda:begun', at: 30_000, data: held.agenda[0] },
			{ type: 'floor:granted', at: 90_000, siteId: held.sites.coAm, data: {} }
		]);
		await archive.indexMeeting(sql, held.meetingId, '');
		await sql`update recordings set state = 'composing' where meeting_id = ${held.meetingId}`;
		const file = (letter: string) => ({ hash: letter.repeat(64), size: 1, mediaType: 'video/mp4' });
		await archive.compositionReady(sql, held.meetingId, {
			beginsAt: new Date(held.openedAt + 5_000),
			durationMs: 120_000,
			video: file('a'),
			audio: file('b'),
			poster: file('c')
		});
		const placesOf = async (query: string) => {
			const { hits } = await archive.search(sql, clerkOf(held), { query, page: 1 });
			return hits.find((hit) => hit.meetingId === held.meetingId)?.places;
		};
		expect(await placesOf('thu ngan sach')).toEqual([{ label: held.agenda[0].title, offset: 25_000 }]);
		expect(await placesOf('xa co am')).toEqual([{ label: 'Xã Cổ Am, Huyện Vĩnh Bảo', offset: 85_000 }]);
		expect(await placesOf('cap nuoc')).toEqual([]);
	});
});

describe('who sees what', () => {
	it('is what the own unit was invited to', async () => {
		expect(await find('giao ban', clerkOf(briefing))).toEqual([briefing.title]);
		expect(await find('giao ban', clerkOf(other))).toEqual([]);
		expect(await find('', clerkOf(other))).toEqual([other.title]);
	});

	it('is what the own unit convened', async () => {
		const colleague = { id: 'colleague', unitId: briefing.cityId, duties: [] };
		expect(await find('giao ban', colleague)).toEqual([briefing.title]);
	});

	it('is what one chaired or wrote, wherever one works now', async () => {
		const chair = { id: briefing.chairId, unitId: crypto.randomUUID(), duties: [] };
		expect(await find('', chair)).toEqual([briefing.title]);
	});

	it('is what one was named to look and hear at', async () => {
		const observer = { id: other.chairId, unitId: crypto.randomUUID(), duties: [] };
		expect(await find('giao ban', observer)).toEqual([]);
		await database.sql`insert into meeting_observers (meeting_id, person_id) values (${briefing.meetingId}, ${other.chairId})`;
		expect(await find('giao ban', observer)).toEqual([briefing.title]);
	});

	it('is nothing for a stranger', async () => {
		const stranger = {
			id: 'stranger',
			unitId: crypto.randomUUID(),
			duties: ['leader', 'secretary', 'clerk']
		};
		expect(await find('', stranger)).toEqual([]);
		expect(await find('giao ban', stranger)).toEqual([]);
	});
});

describe('without words', () => {
	it('the newest meetings come first, and only those that have ended', async () => {
		const open = await holdMeeting(database.sql, { title: 'Đang họp', ended: false });
		const titles = await find('');
		expect(titles.indexOf(other.title)).toBeLessThan(titles.indexOf(briefing.title));
		expect(titles).not.toContain(open.title);
	});

	it('they come in pages', async () => {
		const { sql } = database;
		const person = { id: 'reader', unitId: crypto.randomUUID(), duties: [] };
		await sql`insert into units (id) values (${person.unitId})`;
		const held = [];
		for (let index = 0; index < pageSize + 1; index++)
			held.push(await holdMeeting(sql, { title: `Họp ${index}` }));
		const ids = held.map((one) => one.meetingId);
		await sql`update sites set unit_id = ${person.unitId} where meeting_id = any(${ids}) and kind = 'main'`;
		const first = await archive.search(sql, person, { query: '', page: 1 });
		const second = await archive.search(sql, person, { query: '', page: 2 });
		expect([first.hits.length, second.hits.length]).toEqual([pageSize, 1]);
		expect(first).toMatchObject({ total: pageSize + 1, pages: 2 });
		expect([...first.hits, ...second.hits].map((hit) => hit.meetingId).sort()).toEqual([...ids].sort());
	});
});
