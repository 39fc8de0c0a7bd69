import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson } from '../../../../../tests/support/city.ts';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock } from '../../../../../tests/support/planned-meeting.ts';
import type { CheckResult } from '#lib/protocol/checks.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import { append } from '#lib/server/events/events.ts';
import { readCsv } from '#lib/server/units/csv.ts';
import * as meetings from '../meetings.ts';
import { listSites } from '../queries.ts';

const database = testDatabase();
let city: planned.City;
let id: string;
let vinhAn: string;
const code = (value: string) => expect.objectContaining({ code: value });

const good: CheckResult = {
	camera: 'good',
	microphone: 'good',
	speaker: 'good',
	line: { state: 'good', delay: 24 },
	cameraName: 'HD Webcam',
	microphoneName: null,
	browser: 'Chrome 140, Windows'
};

beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
});
beforeEach(async () => {
	id = await planned.convened(database.sql, city);
	const sites = await listSites(database.sql, id);
	vinhAn = sites.find((site) => site.unitId === city.clerk.unitId)?.id ?? '';
});

const check = (result: CheckResult, minutes = 0, person = city.clerk) =>
	meetings.recordCheck(database.sql, person, id, result, new Date(clock.now.getTime() + minutes * 60_000));
const siteNow = async (siteId = vinhAn) => {
	const { sites } = await meetings.viewRehearsal(database.sql, city.chair, id);
	return sites.find((site) => site.siteId === siteId);
};

describe('a check', () => {
	test('is kept with the meeting, the last one of each person', async () => {
		await check({ ...good, camera: 'failed' });
		expect(await siteNow()).toMatchObject({ readiness: 'review', check: { result: { camera: 'failed' } } });
		await check(good, 1);
		expect(await siteNow()).toMatchObject({
			readiness: 'ready',
			check: { result: good, at: new Date(clock.now.getTime() + 60_000) }
		});
		const rows = await database.sql`select 1 from site_checks where site_id = ${vinhAn}`;
		expect(rows).toHaveLength(1);
	});

	test('is taken of nobody who is not invited', async () => {
		await expect(check(good, 0, city.stranger)).rejects.toThrow(code('not_found'));
	});

	test('is shown to its own site, and of no other', async () => {
		expect(await meetings.ownCheck(database.sql, city.clerk, id)).toBeUndefined();
		await check(good);
		expect(await meetings.ownCheck(database.sql, city.clerk, id)).toMatchObject({ result: good });
		expect(await meetings.ownCheck(database.sql, city.otherClerk, id)).toBeUndefined();
	});
});

describe('the check of one site', () => {
	const view = (person = city.chair, siteId = vinhAn) =>
		meetings.viewSiteCheck(database.sql, person, id, siteId);

	test('is told to the officers: the newest one, and that there is none', async () => {
		expect(await view()).toEqual({ check: null });
		await check({ ...good, camera: 'failed' });
		await check(good, 1);
		expect(await view(city.secretary)).toMatchObject({
			check: { result: good, at: clock.now.getTime() + 60_000 }
		});
	});

	test('is refused to a site, also its own, and to who is not invited', async () => {
		await check(good);
		await expect(view(city.clerk)).rejects.toThrow(code('not_allowed'));
		await expect(view(city.otherClerk)).rejects.toThrow(code('not_allowed'));
		await expect(view(city.stranger)).rejects.toThrow(code('not_found'));
	});

	test('is told to whom the chair was handed, as long as that one has it', async () => {
		const deputy = await addPerson(database.sql, '31', [], 'Ngô Thị Oanh');
		const handTo = ({ id: personId, fullName }: SignedInPerson) =>
			append(database.sql, id, [{ type: 'chair:handed', data: { personId, personName: fullName } }]);
		await expect(view(deputy)).rejects.toThrow(code('not_allowed'));
		await handTo(deputy);
		expect(await view(deputy)).toEqual({ check: null });
		await expect(meetings.viewRehearsal(database.sql, deputy, id)).resolves.toBeDefined();
		await handTo(city.chair);
		await expect(view(deputy)).rejects.toThrow(code('not_allowed'));
	});

	test('is not found under a forged id, and not in another meeting', async () => {
		await check(good);
		await expect(view(city.chair, 'x')).rejects.toThrow(code('not_found'));
		const other = await planned.convened(database.sql, city);
		expect(await meetings.viewSiteCheck(database.sql, city.chair, other, vinhAn)).toEqual({ check: null });
	});
});

describe('the rehearsal', () => {
	test('is for the officers only', async () => {
		const view = (person: planned.City['clerk']) => meetings.viewRehearsal(database.sql, person, id);
		await expect(view(city.clerk)).rejects.toThrow(code('not_allowed'));
		for (const officer of [city.chair, city.secretary]) expect((await view(officer)).sites).toHaveLength(31);
	});

	test('tells who is in the room without a check from who has not come', async () => {
		expect((await siteNow())?.readiness).toBe('absent');
		const connectionId = crypto.randomUUID();
		await append(database.sql, id, [{ type: 'site:connected', siteId: vinhAn, data: { connectionId } }]);
		expect(await siteNow()).toMatchObject({ readiness: 'unchecked', connected: true });
		await append(database.sql, id, [
			{ type: 'site:disconnected', siteId: vinhAn, data: { connectionId, reason: 'left' } }
		]);
		expect(await siteNow()).toMatchObject({ readiness: 'absent', connected: false });
	});

	test('names whom to call: the unit’s clerk, or who replied for it', async () => {
		expect((await siteNow())?.contact).not.toBeNull();
		await meetings.reply(database.sql, city.clerk, id, { reply: 'confirmed', change: 0 }, clock.now);
		const [replied] = await database.sql<{ fullName: string }[]>`
			select full_name from people where id = ${city.clerk.id}
		`;
		expect((await siteNow())?.contact).toBe(replied?.fullName);
	});

	test('is a table for a spreadsheet', async () => {
		await check({ ...good, microphone: 'silent' });
		const { csv } = await meetings.exportRehearsal(database.sql, city.chair, id);
		const [heading = [], ...rows] = (readCsv(csv.slice(1)) ?? []).map(({ cells }) => cells);
		expect(rows).toHaveLength(31);
		for (const row of rows) expect(row).toHaveLength(heading.length);
		const own = rows.filter((row) => row.includes('Cần xem lại'));
		expect(own).toHaveLength(1);
		expect(own[0]).toEqual(expect.arrayContaining(['Không có tiếng', '24', 'Chrome 140, Windows']));
		await expect(meetings.exportRehearsal(database.sql, city.clerk, id)).rejects.toThrow(code('not_allowed'));
	});
});
