// Who speaks on an agenda item: planned by the secretary, read by the room.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock, nobody } from '../../../../../tests/support/planned-meeting.ts';
import * as meetings from '../meetings.ts';

const database = testDatabase();
let city: planned.City;
let vinhAn: string;
let coAm: string;
let id: string;
let itemId: string;
beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
	vinhAn = city.clerk.unitId;
	coAm = city.otherClerk.unitId;
});
beforeEach(async () => {
	id = await planned.convened(database.sql, city);
	itemId = await meetings.addItem(database.sql, city.secretary, id, {
		title: 'Ngân sách',
		presenter: '',
		plannedMinutes: 30
	});
});
const code = (value: string) => expect.objectContaining({ code: value });
const add = (unitId: string, minutes = 5) =>
	meetings.addSpeaker(database.sql, city.secretary, id, { itemId, unitId, minutes });
const arrange = (
	speakers: meetings.schema.SpeakerOrder['speakers'],
	step?: meetings.schema.SpeakerOrder['step']
) => meetings.arrangeSpeakers(database.sql, city.secretary, id, { itemId, speakers, step });
const listed = async () => {
	const { items } = await meetings.planOf(database.sql, city.secretary, id, clock);
	return items.find((item) => item.id === itemId)?.speakers.map(({ unitId, minutes }) => [unitId, minutes]);
};

describe('the speakers of an item', () => {
	test('stand in the order of adding, each once, with names and minutes', async () => {
		await add(vinhAn, 7);
		await add(coAm);
		await add(vinhAn, 9);
		const { items } = await meetings.viewOf(database.sql, city.clerk, id, clock);
		expect(items[0]?.speakers).toEqual([
			{ unitId: vinhAn, name: 'Xã Vĩnh An', parentName: 'Huyện Vĩnh Bảo', minutes: 7 },
			{ unitId: coAm, name: 'Xã Cổ Am', parentName: 'Huyện Vĩnh Bảo', minutes: 5 }
		]);
	});

	test('are saved as the page shows them, then moved or taken away', async () => {
		const both = [
			{ unitId: vinhAn, minutes: 3 },
			{ unitId: coAm, minutes: 4 }
		];
		await arrange(both);
		expect(await listed()).toEqual([
			[vinhAn, 3],
			[coAm, 4]
		]);
		await arrange(both, { how: 'down', unitId: vinhAn });
		expect(await listed()).toEqual([
			[coAm, 4],
			[vinhAn, 3]
		]);
		await arrange(both, { how: 'up', unitId: vinhAn });
		expect(await listed()).toEqual([
			[vinhAn, 3],
			[coAm, 4]
		]);
		await arrange(both, { how: 'remove', unitId: vinhAn });
		expect(await listed()).toEqual([[coAm, 4]]);
		await arrange([]);
		expect(await listed()).toEqual([]);
	});

	test('are invited units only: not the main site, not a stranger', async () => {
		for (const unitId of [city.secretary.unitId, city.stranger.unitId, nobody]) {
			await expect(add(unitId)).rejects.toEqual(code('not_invited'));
		}
		await arrange([city.stranger.unitId, vinhAn].map((unitId) => ({ unitId, minutes: 5 })));
		expect(await listed()).toEqual([[vinhAn, 5]]);
	});

	test('lose whose invitation is taken back, and keep their order', async () => {
		const { sql } = database;
		id = await planned.draft(sql, city);
		await meetings.invite(
			sql,
			city.secretary,
			id,
			{ kind: 'below', of: await planned.unitId(sql, '316') },
			clock
		);
		itemId = await meetings.addItem(sql, city.secretary, id, {
			title: 'Mục',
			presenter: '',
			plannedMinutes: 5
		});
		const third = await planned.unitId(sql, '11827');
		for (const unitId of [vinhAn, coAm, third]) await add(unitId);
		await meetings.withdraw(sql, city.secretary, id, { kind: 'unit', of: coAm }, clock);
		await meetings.invite(sql, city.secretary, id, { kind: 'unit', of: coAm }, clock);
		await add(coAm);
		expect((await listed())?.map(([unitId]) => unitId)).toEqual([vinhAn, third, coAm]);
	});

	test('go with their item, and are of no other', async () => {
		const { sql } = database;
		await add(vinhAn);
		const other = await meetings.addItem(sql, city.secretary, id, {
			title: 'Khác',
			presenter: '',
			plannedMinutes: 5
		});
		const elsewhere = await planned.convened(sql, city);
		const foreign = { itemId, unitId: vinhAn, minutes: 5 };
		await expect(meetings.addSpeaker(sql, city.secretary, elsewhere, foreign)).rejects.toEqual(
			code('not_found')
		);
		await expect(
			meetings.arrangeSpeakers(sql, city.secretary, elsewhere, { itemId, speakers: [], step: undefined })
		).rejects.toEqual(code('not_found'));
		await meetings.removeItem(sql, city.secretary, id, itemId);
		const { items } = await meetings.planOf(sql, city.secretary, id, clock);
		expect(items).toMatchObject([{ id: other, position: 1, speakers: [] }]);
	});

	test('are at most a hundred', async () => {
		const { sql } = database;
		await meetings.invite(sql, city.secretary, id, { kind: 'level', of: 'commune' }, clock);
		const { units } = await meetings.planOf(sql, city.secretary, id, clock);
		const invited = units.filter((unit) => unit.invited).map((unit) => ({ unitId: unit.id, minutes: 1 }));
		await expect(arrange(invited.slice(0, 101))).rejects.toEqual(code('too_large'));
		await arrange(invited.slice(0, 100));
		await expect(add(invited[100]?.unitId ?? '')).rejects.toEqual(code('too_large'));
	});
});

test('the room reads them by site, in their order, and is told of a change once it is saved', async () => {
	const { sql } = database;
	const heard: string[] = [];
	const { unlisten } = await sql.listen('meeting_changed', (meetingId) => void heard.push(meetingId));
	await arrange([
		{ unitId: coAm, minutes: 2 },
		{ unitId: vinhAn, minutes: 8 }
	]);
	await expect.poll(() => heard).toEqual([id]);
	await unlisten();
	const { agenda, sites } = await meetings.roomOf(sql, id);
	const nameOf = new Map(sites.map((site) => [site.siteId, site.name]));
	expect(agenda[0]?.speakers.map(({ siteId, minutes }) => [nameOf.get(siteId), minutes])).toEqual([
		['Xã Cổ Am', 2],
		['Xã Vĩnh An', 8]
	]);
});
