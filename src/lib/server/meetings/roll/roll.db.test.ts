import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson } from '../../../../../tests/support/city.ts';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock } from '../../../../../tests/support/planned-meeting.ts';
import type { TakenRoll } from '#lib/protocol/roll.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import { record } from '#lib/server/audit/audit.ts';
import { append } from '#lib/server/events/events.ts';
import { readCsv } from '#lib/server/units/csv.ts';
import * as meetings from '../meetings.ts';
import { listSites } from '../queries.ts';

const database = testDatabase();
let city: planned.City;
let id: string;
let vinhAn: string;
let coAm: string;
const connectionId = crypto.randomUUID();
const code = (value: string) => expect.objectContaining({ code: value });

beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
});
beforeEach(async () => {
	id = await planned.convened(database.sql, city);
	const sites = await listSites(database.sql, id);
	const siteOf = (unitId: string) => sites.find((site) => site.unitId === unitId)?.id ?? '';
	[vinhAn, coAm] = [siteOf(city.clerk.unitId), siteOf(city.otherClerk.unitId)];
});

const name = (presence: meetings.schema.Presence, note = '') => ({
	fullName: 'Đỗ Văn Em',
	jobTitle: 'Chủ tịch',
	presence,
	note
});

describe('what a site counts as', () => {
	const of = async (siteId: string) =>
		(await meetings.expectationsOf(database.sql, id)).find((site) => site.siteId === siteId);

	test('comes from its reply and its list of people', async () => {
		const { sql } = database;
		await meetings.reply(sql, city.otherClerk, id, { reply: 'declined', reason: 'mất điện' }, clock.now);
		await meetings.nameRoster(sql, city.clerk, id, [name('substituted', 'Vũ Thị Lan'), name('room')]);
		expect(await of(coAm)).toEqual({ siteId: coAm, here: 'room', away: 'excused', reason: 'mất điện' });
		expect(await of(vinhAn)).toEqual({ siteId: vinhAn, here: 'substituted', away: 'awaited', reason: '' });
	});

	test('is told of all sites at once', async () => {
		expect(await meetings.expectationsOf(database.sql, id)).toHaveLength(31);
	});
});

describe('the roll for the room', () => {
	const roll = (person = city.chair) => meetings.viewRoll(database.sql, person, id);

	test('says who of a unit signed in last, and that nobody ever has', async () => {
		await record(database.sql, { personId: city.clerk.id, action: 'signed_in' });
		await record(database.sql, { personId: city.otherClerk.id, action: 'signed_out' });
		const { sites } = await roll();
		expect(sites.find(({ siteId }) => siteId === vinhAn)?.signedInAt).toBeGreaterThan(Date.now() - 60_000);
		expect(sites.find(({ siteId }) => siteId === coAm)?.signedInAt).toBeNull();
	});

	test('brings the rule of the quorum, the levels and the rolls that were taken', async () => {
		const counts = { room: 3, online: 1, substituted: 0, excused: 1, awaited: 25 };
		const data: TakenRoll = { moment: 'opening', rule: 'half', counts, siteIds: [vinhAn] };
		await append(database.sql, id, [{ type: 'roll:taken', data }]);
		const { rule, levels, taken } = await roll();
		expect(rule).toBe('half');
		expect(levels.map(({ level }) => level)).toEqual(['commune']);
		expect(taken).toEqual([{ moment: 'opening', rule: 'half', counts, at: expect.any(Number) }]);
	});

	test('is for the officers and for those who plan, for nobody else', async () => {
		await roll(city.secretary);
		await roll(city.operator);
		await expect(roll(city.clerk)).rejects.toEqual(code('not_allowed'));
		await expect(roll(city.stranger)).rejects.toEqual(code('not_found'));
	});

	test('is for whom the chair was handed to last, and for nobody of another site whatever the log says', async () => {
		const { sql } = database;
		// Without a duty: a second leader would leave the plans of later tests without a chair.
		const deputy = await addPerson(sql, '31', [], 'Ngô Thị Oanh');
		const handTo = ({ id: personId, fullName }: SignedInPerson) =>
			append(sql, id, [{ type: 'chair:handed', data: { personId, personName: fullName } }]);
		await expect(roll(deputy)).rejects.toEqual(code('not_allowed'));
		await handTo(deputy);
		expect((await roll(deputy)).sites).not.toEqual([]);
		await handTo(city.chair);
		await expect(roll(deputy)).rejects.toEqual(code('not_allowed'));
		await handTo(city.clerk);
		await expect(roll(city.clerk)).rejects.toEqual(code('not_allowed'));
	});
});

describe('the table', () => {
	const table = async (person = city.secretary) => {
		const { csv } = await meetings.exportRoll(database.sql, person, id);
		return (readCsv(csv.slice(1)) ?? []).map(({ cells }) => cells);
	};
	const at = (minute: number) => clock.now.getTime() + minute * 60_000;
	const connected = (siteId: string, minute: number) =>
		({ type: 'site:connected', siteId, at: at(minute), data: { connectionId } }) as const;
	const left = (siteId: string, minute: number) =>
		({ type: 'site:disconnected', siteId, at: at(minute), data: { connectionId, reason: 'left' } }) as const;
	const standing = async () => {
		const [, ...rows] = await table();
		return Object.fromEntries(rows.map((row) => [row[2], row[5]]));
	};

	test('has a line for each site, the main site first, under Vietnamese headings', async () => {
		const [heading, first, ...others] = await table();
		expect(heading?.slice(0, 6)).toEqual([
			'STT',
			'Cấp, địa bàn',
			'Điểm cầu',
			'Cấp đơn vị',
			'Trả lời giấy mời',
			'Điểm danh'
		]);
		expect(first?.[2]).toBe('Thành phố Hải Phòng');
		expect(others).toHaveLength(30);
		expect(new Set(others.map((row) => row[1]))).toEqual(new Set(['Huyện Vĩnh Bảo']));
	});

	test('says who is there now while the meeting goes on, and who was there at all once it is over', async () => {
		await meetings.openMeeting(database.sql, id, new Date(at(0)));
		await append(database.sql, id, [connected(vinhAn, 1), left(vinhAn, 9)]);
		expect(await standing()).toMatchObject({ 'Xã Vĩnh An': 'Đã rời phòng', 'Xã Cổ Am': 'Chưa có mặt' });
		await meetings.endMeeting(database.sql, id, new Date(at(60)));
		expect(await standing()).toMatchObject({
			'Xã Vĩnh An': 'Có mặt tại phòng họp',
			'Xã Cổ Am': 'Vắng không lý do'
		});
		const row = (await table()).find((cells) => cells[2] === 'Xã Vĩnh An');
		expect(row?.slice(7, 10)).toEqual(['2026-03-02 07:01', '2026-03-02 07:09', '1']);
	});

	test('does not count who came before the opening and went', async () => {
		await append(database.sql, id, [connected(vinhAn, 1), left(vinhAn, 2)]);
		await meetings.openMeeting(database.sql, id, new Date(at(5)));
		await meetings.endMeeting(database.sql, id, new Date(at(60)));
		expect(await standing()).toMatchObject({ 'Xã Vĩnh An': 'Vắng không lý do' });
	});

	test('has a column for each roll that was taken', async () => {
		const counts = { room: 1, online: 0, substituted: 0, excused: 0, awaited: 29 };
		const data: TakenRoll = { moment: 'opening', rule: 'half', counts, siteIds: [vinhAn] };
		await append(database.sql, id, [{ type: 'roll:taken', at: at(2), data }]);
		const [heading, ...rows] = await table();
		expect(heading?.at(-1)).toBe('Khai mạc (07:02)');
		expect(rows.filter((row) => row.at(-1) === 'Có mặt').map((row) => row[2])).toEqual(['Xã Vĩnh An']);
	});

	test('holds no formula that somebody wrote into a list of people', async () => {
		await meetings.nameRoster(database.sql, city.clerk, id, [
			{ ...name('absent'), fullName: '=HYPERLINK("http://x")', jobTitle: '' }
		]);
		const { csv } = await meetings.exportRoll(database.sql, city.secretary, id);
		expect(csv).toContain(`"'=HYPERLINK(""http://x"")`);
	});

	test('is for the officers and for those who plan, for nobody else', async () => {
		await expect(table(city.clerk)).rejects.toEqual(code('not_allowed'));
		await expect(table(city.stranger)).rejects.toEqual(code('not_found'));
	});
});
