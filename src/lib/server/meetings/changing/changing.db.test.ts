// What is changed after the convening, and how those who were invited learn of it.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson } from '../../../../../tests/support/city.ts';
import { testDatabase } from '../../../../../tests/support/database.ts';
import * as planned from '../../../../../tests/support/planned-meeting.ts';
import { clock } from '../../../../../tests/support/planned-meeting.ts';
import { list as auditList } from '#lib/server/audit/audit.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import * as meetings from '../meetings.ts';

const database = testDatabase();
let city: planned.City;
let otherChair: SignedInPerson;
let id: string;
beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
	otherChair = await addPerson(database.sql, '31', ['leader'], 'Ngô Thị Oanh');
});
beforeEach(async () => {
	id = await planned.draft(database.sql, city);
	const { sql } = database;
	const { chair, secretary, operator } = city;
	await meetings.saveWhat(sql, secretary, id, {
		title: 'Giao ban tháng 3',
		kind: 'briefing',
		conduct: 'chaired',
		quorumRule: 'half',
		note: '',
		chairId: chair.id,
		secretaryId: secretary.id,
		operatorId: operator.id,
		deputyId: null,
		actingRoles: ['secretary']
	});
	await meetings.saveWhen(sql, secretary, id, planned.when, clock.timeZone);
	await meetings.invite(sql, secretary, id, { kind: 'below', of: await planned.unitId(sql, '316') }, clock);
	await meetings.convene(sql, secretary, id, clock);
});

/** What the meeting was convened with; a test names what differs. */
const terms = (differing: Partial<meetings.schema.ChangedTerms> = {}) => ({
	date: '2026-03-05',
	time: '08:00',
	plannedMinutes: 90,
	chairId: city.chair.id,
	secretaryId: city.secretary.id,
	operatorId: city.operator.id,
	deputyId: null,
	actingRoles: ['secretary' as const],
	...differing
});
const change = (differing: Partial<meetings.schema.ChangedTerms>) =>
	meetings.change(database.sql, city.secretary, id, terms(differing), clock);
const view = (person: SignedInPerson) => meetings.viewOf(database.sql, person, id, clock);
const reply = (seen?: number) =>
	meetings.reply(database.sql, city.clerk, id, { reply: 'confirmed', change: seen }, clock.now);
const changesOfDay = async (person: SignedInPerson) =>
	(await meetings.dayOf(database.sql, person, clock)).changes.filter(({ meetingId }) => meetingId === id);
const code = (value: string) => expect.objectContaining({ code: value });

describe('a change', () => {
	test('moves the time and names other people, and the room knows it', async () => {
		await change({ time: '14:30', plannedMinutes: 60, chairId: otherChair.id, operatorId: null });
		const { meeting, chair, operator } = await view(city.clerk);
		expect(meeting).toMatchObject({
			state: 'convened',
			startsAt: new Date('2026-03-05T07:30:00Z'),
			plannedMinutes: 60
		});
		expect(chair?.fullName).toBe('Ngô Thị Oanh');
		expect(operator).toBeUndefined();
		expect((await meetings.roomOf(database.sql, id)).meeting).toMatchObject({
			chairId: otherChair.id,
			operatorId: null
		});
		expect((await meetings.seatFor(database.sql, otherChair, id)).role).toBe('chair');
		expect((await meetings.seatFor(database.sql, city.chair, id)).role).toBe('delegate');
	});

	test('shows invited units what was before and what is now, on both pages', async () => {
		await change({ time: '14:30', chairId: otherChair.id });
		const expected = {
			meetingId: id,
			title: 'Giao ban tháng 3',
			number: 1,
			changedAt: clock.now,
			differences: ['start', 'chair'],
			before: { startsAt: new Date('2026-03-05T01:00:00Z'), chairName: 'Trần Thị Bình' },
			now: { startsAt: new Date('2026-03-05T07:30:00Z'), chairName: 'Ngô Thị Oanh' }
		};
		expect((await view(city.clerk)).change).toMatchObject(expected);
		expect(await changesOfDay(city.clerk)).toMatchObject([expected]);
		expect((await view(city.chair)).change).toMatchObject(expected);
		expect(await changesOfDay(city.secretary)).toEqual([]);
		expect(await changesOfDay(city.stranger)).toEqual([]);
	});

	test('is told together with those before it, until it is acknowledged by the unit for itself', async () => {
		const { sql } = database;
		await change({ time: '14:30' });
		await change({ time: '14:30', plannedMinutes: 120 });
		expect((await view(city.clerk)).change).toMatchObject({ number: 2, differences: ['start', 'length'] });
		await meetings.acknowledge(sql, city.clerk, id, 1);
		expect((await view(city.clerk)).change).toMatchObject({ number: 2, differences: ['length'] });
		await meetings.acknowledge(sql, city.clerk, id, 2);
		expect((await view(city.clerk)).change).toBeUndefined();
		expect(await changesOfDay(city.clerk)).toEqual([]);
		expect((await view(city.otherClerk)).change).toMatchObject({ differences: ['start', 'length'] });
	});

	test('cannot be acknowledged before it is made', async () => {
		await meetings.acknowledge(database.sql, city.clerk, id, 99);
		await change({ time: '14:30' });
		expect((await view(city.clerk)).change).toMatchObject({ number: 1 });
	});

	test('that is taken back before somebody looks shows nothing', async () => {
		await change({ time: '14:30' });
		await change({});
		expect((await view(city.clerk)).change).toBeUndefined();
		expect(await changesOfDay(city.clerk)).toEqual([]);
	});

	test('is nothing to a unit that is invited afterwards', async () => {
		const { sql } = database;
		await change({ time: '14:30' });
		await meetings.invite(sql, city.secretary, id, { kind: 'unit', of: city.stranger.unitId }, clock);
		expect((await view(city.stranger)).change).toBeUndefined();
	});

	test('that changes nothing leaves no trace', async () => {
		await change({});
		const rows = await database.sql`select number from meeting_changes where meeting_id = ${id}`;
		expect(rows).toHaveLength(0);
	});

	test('to a time that is over, or to people without the duty, is refused as a whole', async () => {
		await expect(change({ date: '2026-03-01', plannedMinutes: 30 })).rejects.toMatchObject({
			code: 'invalid_input',
			data: { field: 'date', problem: 'in_past' }
		});
		for (const wrong of [
			{ chairId: city.secretary.id },
			{ secretaryId: city.clerk.id },
			{ operatorId: city.clerk.id }
		]) {
			await expect(change({ time: '14:30', ...wrong })).rejects.toEqual(code('invalid_input'));
		}
		expect((await view(city.clerk)).meeting.startsAt).toEqual(new Date('2026-03-05T01:00:00Z'));
		expect((await view(city.clerk)).change).toBeUndefined();
	});

	test('is silent when only the deputy changes: no unit relies on who that is', async () => {
		await change({ deputyId: otherChair.id, actingRoles: [] });
		expect((await view(city.clerk)).change).toBeUndefined();
		expect((await view(city.clerk)).deputy).toBeUndefined();
		expect((await view(city.operator)).deputy).toMatchObject({ id: otherChair.id });
		const { meeting } = await meetings.planOf(database.sql, city.secretary, id, clock);
		expect(meeting).toMatchObject({ deputyId: otherChair.id, actingRoles: [] });
		await expect(change({ deputyId: city.clerk.id })).rejects.toEqual(code('invalid_input'));
	});

	test('does not touch a draft, whose plan is open', async () => {
		const draft = await planned.draft(database.sql, city);
		await expect(meetings.change(database.sql, city.secretary, draft, terms(), clock)).rejects.toEqual(
			code('wrong_state')
		);
	});

	test('stands in the audit with what differs', async () => {
		await change({ time: '14:30', operatorId: null });
		const [entry] = await auditList(database.sql, { limit: 1 });
		expect(entry).toMatchObject({
			action: 'meeting_changed',
			personId: city.secretary.id,
			objectType: 'meeting',
			objectId: id,
			detail: { changed: ['start', 'operator'] }
		});
	});

	test('of deputy and acting roles alone stands in the audit, too, and is refused when the meeting is over', async () => {
		await change({ deputyId: otherChair.id, actingRoles: [] });
		const [entry] = await auditList(database.sql, { limit: 1 });
		expect(entry).toMatchObject({
			action: 'meeting_changed',
			personId: city.secretary.id,
			objectId: id,
			detail: { changed: ['deputy', 'acting'] }
		});
		const later = { ...clock, now: new Date('2026-03-09T00:00:00Z') };
		const late = meetings.change(database.sql, city.secretary, id, terms(), later);
		await expect(late).rejects.toMatchObject({ code: 'invalid_input', data: { problem: 'in_past' } });
	});

	test('is heard by the media server', async () => {
		const heard: string[] = [];
		const { unlisten } = await database.sql.listen('meeting_changed', (meetingId) => heard.push(meetingId));
		await change({ time: '14:30' });
		await expect.poll(() => heard).toContain(id);
		await unlisten();
	});
});

describe('a reply', () => {
	const own = async () => (await view(city.clerk)).ownSite;

	test('given before a change stays and is marked, until it is given again', async () => {
		await reply();
		await change({ time: '14:30' });
		expect(await own()).toMatchObject({ reply: 'confirmed', replyOutdated: true, latestChange: 1 });
		const sites = (await view(city.secretary)).sites ?? [];
		expect(sites.filter((site) => site.replyOutdated).map((site) => site.unitId)).toEqual([
			city.clerk.unitId
		]);
		await meetings.acknowledge(database.sql, city.clerk, id, 1);
		expect(await own()).toMatchObject({ reply: 'confirmed', replyOutdated: true });
		await reply(1);
		expect(await own()).toMatchObject({ reply: 'confirmed', replyOutdated: false });
	});

	test('renews itself and acknowledges the change in one step', async () => {
		await change({ time: '14:30' });
		await reply(1);
		expect(await own()).toMatchObject({ replyOutdated: false });
		expect((await view(city.clerk)).change).toBeUndefined();
	});

	test('from a page that did not show the change yet is one from before it', async () => {
		await change({ time: '14:30' });
		await reply(0);
		expect(await own()).toMatchObject({ reply: 'confirmed', replyOutdated: true });
		expect((await view(city.clerk)).change).toMatchObject({ number: 1 });
	});
});
