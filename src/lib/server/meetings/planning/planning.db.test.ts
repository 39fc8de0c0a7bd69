// What the plan page shows and saves.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { timeZone } from '../../../../../tests/support/city.ts';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock, nobody, when } from '../../../../../tests/support/planned-meeting.ts';
import * as meetings from '../meetings.ts';

const database = testDatabase();
let city: planned.City;
let id: string;
beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
});
beforeEach(async () => {
	id = await planned.draft(database.sql, city);
});
const plan = () => meetings.planOf(database.sql, city.secretary, id, clock);
const code = (value: string) => expect.objectContaining({ code: value });

describe('the plan', () => {
	test('shows all units below the city, with their levels, and which of them are invited', async () => {
		const { sql } = database;
		await meetings.invite(
			sql,
			city.secretary,
			id,
			{ kind: 'below', of: await planned.unitId(sql, '316') },
			clock
		);
		const { units, levels } = await plan();
		expect(units).toHaveLength(252);
		expect(units.filter((unit) => unit.invited)).toHaveLength(30);
		expect(levels.map((level) => level.id)).toEqual(['department', 'district', 'commune']);
	});

	test('proposes people by their duty', async () => {
		const { candidates } = await plan();
		expect(candidates.chair.map((person) => person.id)).toEqual([city.chair.id]);
		expect(candidates.secretary.map((person) => person.id)).toEqual([city.secretary.id]);
		expect(candidates.operator.map((person) => person.id)).toEqual([city.operator.id]);
	});

	test('says what is missing until it is complete', async () => {
		const { sql } = database;
		expect(await plan()).toMatchObject({ needs: ['sites', 'time'], advices: ['agenda', 'papers'] });
		await meetings.saveWhen(sql, city.secretary, id, when, timeZone);
		await meetings.invite(sql, city.secretary, id, { kind: 'unit', of: city.clerk.unitId }, clock);
		await meetings.addItem(sql, city.secretary, id, { title: 'Mục', presenter: '', plannedMinutes: 5 });
		expect(await plan()).toMatchObject({ needs: [], advices: ['papers'], editable: 'all' });
		await meetings.convene(sql, city.secretary, id, clock);
		expect(await plan()).toMatchObject({ editable: 'additions' });
		await meetings.openMeeting(sql, id, clock.now);
		expect(await plan()).toMatchObject({ editable: 'nothing' });
	});

	test("keeps the beginning by the city's clocks", async () => {
		expect((await plan()).start).toBeUndefined();
		await meetings.saveWhen(database.sql, city.secretary, id, { ...when, time: '23:30' }, timeZone);
		const { start, meeting } = await plan();
		expect(start).toEqual({ date: '2026-03-05', time: '23:30' });
		expect(meeting.startsAt?.toISOString()).toBe('2026-03-05T16:30:00.000Z');
		expect(meeting).toMatchObject({ plannedMinutes: 90, place: 'Phòng họp số 1' });
		await meetings.saveWhen(database.sql, city.secretary, id, { ...when, date: '' }, timeZone);
		expect((await plan()).start).toBeUndefined();
	});

	test('saves what the meeting is about', async () => {
		const what = {
			title: 'Tổng kết năm',
			kind: 'review' as const,
			conduct: 'open' as const,
			quorumRule: 'two-thirds' as const,
			note: 'Mang số liệu',
			chairId: null,
			secretaryId: city.secretary.id,
			operatorId: null,
			deputyId: city.chair.id,
			actingRoles: ['operator' as const]
		};
		await meetings.saveWhat(database.sql, city.secretary, id, what);
		expect((await plan()).meeting).toMatchObject(what);
	});
});

describe('the agenda', () => {
	const item = (title: string) => ({ title, presenter: 'Sở Tài chính', plannedMinutes: 15 });
	const titles = async () => (await plan()).items.map(({ position, title }) => `${position} ${title}`);
	const add = (title: string) => meetings.addItem(database.sql, city.secretary, id, item(title));
	const move = (itemId: string, direction: 'up' | 'down') =>
		meetings.moveItem(database.sql, city.secretary, id, itemId, direction);

	test('is numbered in the order of adding, moved step by step, and stays put at its ends', async () => {
		const [a, , c] = [await add('A'), await add('B'), await add('C')];
		expect(await titles()).toEqual(['1 A', '2 B', '3 C']);
		await move(c, 'up');
		expect(await titles()).toEqual(['1 A', '2 C', '3 B']);
		await move(a, 'down');
		expect(await titles()).toEqual(['1 C', '2 A', '3 B']);
		await move(c, 'up');
		expect(await titles()).toEqual(['1 C', '2 A', '3 B']);
	});

	test('closes the gap of a removed item', async () => {
		const [a] = [await add('A'), await add('B'), await add('C')];
		await meetings.removeItem(database.sql, city.secretary, id, a);
		expect(await titles()).toEqual(['1 B', '2 C']);
	});

	test('is edited in place', async () => {
		const a = await add('A');
		await meetings.editItem(database.sql, city.secretary, id, a, { ...item('Mới'), plannedMinutes: 20 });
		expect((await plan()).items).toMatchObject([{ id: a, title: 'Mới', plannedMinutes: 20 }]);
	});

	test('knows no item of another meeting', async () => {
		const other = await planned.draft(database.sql, city);
		const a = await add('A');
		const { sql } = database;
		for (const itemId of [a, nobody]) {
			await expect(meetings.editItem(sql, city.secretary, other, itemId, item('X'))).rejects.toEqual(
				code('not_found')
			);
			await expect(meetings.moveItem(sql, city.secretary, other, itemId, 'up')).rejects.toEqual(
				code('not_found')
			);
			await expect(meetings.removeItem(sql, city.secretary, other, itemId)).rejects.toEqual(
				code('not_found')
			);
		}
		expect(await titles()).toEqual(['1 A']);
	});

	test('takes at most sixty items', async () => {
		for (let index = 1; index <= 60; index += 1) await add(`Mục ${index}`);
		await expect(add('Mục 61')).rejects.toEqual(code('too_large'));
	});
});
