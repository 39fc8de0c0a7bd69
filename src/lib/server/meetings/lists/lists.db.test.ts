import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock } from '../../../../../tests/support/planned-meeting.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import * as meetings from '../meetings.ts';

const database = testDatabase();
let city: planned.City;
/** By title; all convened on 2 March 2026, 7 o'clock. */
const ids: Record<string, string> = {};

const all = { which: 'coming' as const, words: '', kind: '' as const, page: 1 };
const at = (date: string, time: string) => ({ date, time, plannedMinutes: 60, place: '' });

beforeAll(async () => {
	const { sql } = database;
	city = await planned.peopleOfCity(sql);
	const add = async (title: string, date: string, time: string) => {
		ids[title] = await planned.convened(sql, city, { title, when: at(date, time) });
	};
	await add('Ngày mai', '2026-03-03', '08:00');
	await add('Chiều nay', '2026-03-02', '14:00');
	await add('Sáng nay', '2026-03-02', '07:30');
	await add('Tuần sau', '2026-03-09', '08:00');
	await add('Bị hủy', '2026-03-04', '08:00');
	await add('Đang họp', '2026-03-02', '06:30');
	await add('Đã họp', '2026-03-02', '06:15');
	await planned.draft(sql, city, 'Bản soạn');
	await meetings.cancel(sql, city.secretary, ids['Bị hủy'] ?? '', 'Bão', clock.now);
	for (const title of ['Đang họp', 'Đã họp']) await meetings.openMeeting(sql, ids[title] ?? '', clock.now);
	await meetings.endMeeting(sql, ids['Đã họp'] ?? '', clock.now);
	const onlyClerk = { kind: 'unit' as const, of: city.clerk.unitId };
	ids['Riêng'] = await planned.convened(sql, city, {
		title: 'Riêng',
		when: at('2026-03-05', '08:00'),
		scope: onlyClerk
	});
});

const titles = (list: { title: string }[]) => list.map((meeting) => meeting.title);
const list = (person: SignedInPerson, filter = {}, now = clock.now) =>
	meetings.listMeetings(database.sql, person, { ...all, ...filter }, { ...clock, now });

describe('the list', () => {
	test('has what is open first, then what comes, by time; the cancelled stay to be seen', async () => {
		const { meetings: coming, counts } = await list(city.clerk);
		expect(titles(coming)).toEqual([
			'Đang họp',
			'Sáng nay',
			'Chiều nay',
			'Ngày mai',
			'Bị hủy',
			'Riêng',
			'Tuần sau'
		]);
		expect(counts).toEqual({ coming: 7, past: 1 });
		expect(titles((await list(city.clerk, { which: 'past' })).meetings)).toEqual(['Đã họp']);
	});

	test('moves what was not held to the past when its day is over in Hải Phòng', async () => {
		const late = new Date('2026-03-02T16:59:00Z');
		const midnight = new Date('2026-03-02T17:00:00Z');
		expect(titles((await list(city.clerk, {}, late)).meetings)).toContain('Sáng nay');
		expect(titles((await list(city.clerk, {}, midnight)).meetings)).not.toContain('Sáng nay');
		expect(titles((await list(city.clerk, { which: 'past' }, midnight)).meetings)).toEqual([
			'Chiều nay',
			'Sáng nay',
			'Đã họp'
		]);
	});

	test('shows each only its own: officers, invited units, the convening unit', async () => {
		expect(titles((await list(city.otherClerk)).meetings)).not.toContain('Riêng');
		expect((await list(city.stranger)).counts).toEqual({ coming: 0, past: 0 });
		for (const person of [city.chair, city.secretary, city.operator]) {
			expect((await list(person)).counts).toEqual({ coming: 7, past: 1 });
		}
	});

	test('is narrowed by words without marks and by kind', async () => {
		expect(titles((await list(city.clerk, { words: 'CHIEU nay' })).meetings)).toEqual(['Chiều nay']);
		expect(titles((await list(city.clerk, { words: '%' })).meetings)).toEqual([]);
		expect((await list(city.clerk, { kind: 'review' })).counts).toEqual({ coming: 0, past: 0 });
		expect((await list(city.clerk, { kind: 'briefing' })).counts).toEqual({ coming: 7, past: 1 });
	});

	test('says of each meeting what its row shows', async () => {
		const { sql } = database;
		await meetings.reply(sql, city.otherClerk, ids['Ngày mai'] ?? '', { reply: 'confirmed' }, clock.now);
		const find = async (person: SignedInPerson) =>
			(await list(person)).meetings.find((meeting) => meeting.title === 'Ngày mai');
		const common = {
			convenedBy: 'Thành phố Hải Phòng',
			chairName: 'Trần Thị Bình',
			siteCount: 30,
			confirmedCount: 1,
			declinedCount: 0
		};
		expect(await find(city.otherClerk)).toMatchObject({
			...common,
			ownKind: 'component',
			ownReply: 'confirmed'
		});
		expect(await find(city.clerk)).toMatchObject({ ...common, ownKind: 'component', ownReply: 'none' });
		expect(await find(city.secretary)).toMatchObject({ ...common, ownKind: 'main' });
	});

	test('gives drafts to those who plan them, and to nobody else', async () => {
		const { sql } = database;
		expect(titles(await meetings.draftsOf(sql, city.secretary))).toEqual(['Bản soạn']);
		for (const person of [city.chair, city.operator, city.clerk, city.stranger]) {
			expect(await meetings.draftsOf(sql, person)).toEqual([]);
		}
	});
});

describe('my day', () => {
	const day = (person: SignedInPerson, now = clock.now) =>
		meetings.dayOf(database.sql, person, { ...clock, now });

	test('has the open meeting as the next thing, and the others after it', async () => {
		const { next, later } = await day(city.clerk);
		expect(next).toMatchObject({ title: 'Đang họp', near: true });
		expect(titles(later)).toEqual(['Sáng nay', 'Chiều nay', 'Ngày mai', 'Riêng', 'Tuần sau']);
	});

	test('names the replies that the unit owes, until it gives them or the time is over', async () => {
		const owed = async (person: SignedInPerson, now = clock.now) =>
			titles((await day(person, now)).repliesOwed);
		expect(await owed(city.clerk)).toEqual(['Sáng nay', 'Chiều nay', 'Ngày mai', 'Riêng', 'Tuần sau']);
		expect(await owed(city.otherClerk)).not.toContain('Ngày mai');
		expect(await owed(city.clerk, new Date('2026-03-02T02:00:00Z'))).not.toContain('Sáng nay');
		expect(await owed(city.secretary)).toEqual([]);
	});

	test('leads to what has just ended, for a day', async () => {
		const ended = async (person: SignedInPerson, hours: number) =>
			titles((await day(person, new Date(clock.now.getTime() + hours * 3_600_000))).ended);
		for (const person of [city.clerk, city.secretary, city.chair]) {
			expect(await ended(person, 1)).toEqual(['Đã họp']);
		}
		expect(await ended(city.clerk, 24)).toEqual([]);
		expect(await ended(city.stranger, 1)).toEqual([]);
	});

	test('a meeting is near from an hour before it on', () => {
		const meeting = {
			state: 'convened' as const,
			startsAt: new Date('2026-03-02T08:00:00Z'),
			plannedMinutes: 60
		};
		expect(meetings.isNear(meeting, new Date('2026-03-02T06:59:59Z'))).toBe(false);
		expect(meetings.isNear(meeting, new Date('2026-03-02T07:00:00Z'))).toBe(true);
		expect(meetings.isNear({ ...meeting, state: 'ended' }, new Date('2026-03-02T08:00:00Z'))).toBe(false);
		expect(meetings.isNear({ ...meeting, state: 'cancelled' }, new Date('2026-03-02T08:00:00Z'))).toBe(false);
	});

	test('leads to the rehearsal of the next meeting those who look after its sites', async () => {
		expect((await day(city.chair)).next).toMatchObject({ title: 'Đang họp', rehearses: false });
		await meetings.endMeeting(database.sql, ids['Đang họp'] ?? '', clock.now);
		const next = async (person: SignedInPerson) => (await day(person)).next;
		for (const person of [city.chair, city.secretary, city.operator]) {
			expect(await next(person)).toMatchObject({ title: 'Sáng nay', rehearses: true });
		}
		expect(await next(city.clerk)).toMatchObject({ title: 'Sáng nay', rehearses: false });
	});

	test('is empty for somebody whom nothing concerns', async () => {
		expect(await day(city.stranger)).toEqual({
			next: null,
			later: [],
			repliesOwed: [],
			changes: [],
			drafts: [],
			ended: [],
			papers: []
		});
	});
});
