// Who observes a meeting, who may say so, and what it opens to them.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock, nobody } from '../../../../../tests/support/planned-meeting.ts';
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
const code = (value: string) => expect.objectContaining({ code: value });
const find = (words: string, person = city.secretary) =>
	meetings.findObservers(database.sql, person, id, words, clock);
const add = (personId: string, of = id) =>
	meetings.addObserver(database.sql, city.secretary, of, personId, clock);

test('people of all the tree are found by name, position and unit, the whole name first', async () => {
	expect(await find('ho van hai')).toMatchObject([{ fullName: 'Hồ Văn Hải', unitName: 'Phường Quán Toan' }]);
	expect((await find('chuyen vien vinh an')).map((person) => person.fullName)).toEqual(['Đỗ Văn Em']);
	expect(await find('không có ai')).toEqual([]);
});

test('who has an office or observes already is not proposed again', async () => {
	expect(await find(city.chair.fullName)).toEqual([]);
	await add(city.stranger.id);
	expect(await find(city.stranger.fullName)).toEqual([]);
	const plan = await meetings.planOf(database.sql, city.secretary, id, clock);
	expect(plan.observers).toMatchObject([{ id: city.stranger.id, unitName: 'Phường Quán Toan' }]);
});

test('only those who plan name observers, and only people who exist and hold no office', async () => {
	await expect(find('an', city.clerk)).rejects.toEqual(code('not_found'));
	await expect(add(nobody)).rejects.toEqual(code('invalid_input'));
	await expect(add(city.chair.id)).rejects.toEqual(code('invalid_input'));
	await expect(meetings.addObserver(database.sql, city.clerk, id, city.stranger.id, clock)).rejects.toEqual(
		code('not_found')
	);
});

test('an observer finds the convened meeting, sits in the main site, and sees no replies', async () => {
	const { sql } = database;
	const sent = await planned.convened(sql, city, { title: 'Có người dự thính' });
	expect((await meetings.dayOf(sql, city.stranger, clock)).next).toBeNull();
	await add(city.stranger.id, sent);
	await add(city.clerk.id, sent);
	expect((await meetings.dayOf(sql, city.stranger, clock)).next).toMatchObject({ id: sent, observing: true });
	const view = await meetings.viewOf(sql, city.stranger, sent, clock);
	expect(view).toMatchObject({ role: 'observer', sites: undefined, may: { enter: true, reply: false } });
	expect(view.observers.map((person) => person.fullName)).toEqual(['Đỗ Văn Em', 'Hồ Văn Hải']);
	for (const person of [city.stranger, city.clerk]) {
		expect(await meetings.seatFor(sql, person, sent)).toMatchObject({
			role: 'observer',
			siteName: 'Thành phố Hải Phòng'
		});
	}
	expect((await meetings.roomOf(sql, sent)).meeting.observerIds.toSorted()).toEqual(
		[city.stranger.id, city.clerk.id].toSorted()
	);
});

test('an observer is taken off until the opening, not afterwards', async () => {
	const { sql } = database;
	await add(city.stranger.id);
	await meetings.removeObserver(sql, city.secretary, id, city.stranger.id);
	expect((await meetings.planOf(sql, city.secretary, id, clock)).observers).toEqual([]);
	const sent = await planned.convened(sql, city);
	for (const person of [city.stranger, city.clerk]) await add(person.id, sent);
	await meetings.removeObserver(sql, city.secretary, sent, city.clerk.id);
	expect((await meetings.roomOf(sql, sent)).meeting.observerIds).toEqual([city.stranger.id]);
	await meetings.openMeeting(sql, sent, clock.now);
	await expect(meetings.removeObserver(sql, city.secretary, sent, city.stranger.id)).rejects.toEqual(
		code('wrong_state')
	);
});

test('a waiting room hears that somebody was named', async () => {
	const heard: string[] = [];
	const listening = await database.sql.listen('meeting_changed', (payload) => heard.push(payload));
	await add(city.stranger.id);
	await expect.poll(() => heard).toContain(id);
	await listening.unlisten();
});
