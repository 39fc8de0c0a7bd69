// The line from a draft to a held meeting, on the real tree.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, timeZone } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as planned from '../../../../tests/support/planned-meeting.ts';
import { clock, nobody, when } from '../../../../tests/support/planned-meeting.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import * as meetings from './meetings.ts';
import { findMainSite, listSites } from './queries.ts';

const database = testDatabase();
let city: planned.City;
let chair: SignedInPerson;
let secretary: SignedInPerson;
let operator: SignedInPerson;
let clerk: SignedInPerson;

beforeAll(async () => {
	city = await planned.peopleOfCity(database.sql);
	({ chair, secretary, operator, clerk } = city);
});

const unitId = (code: string) => planned.unitId(database.sql, code);
const draft = () => planned.draft(database.sql, city);
const convened = (schedule = when) => planned.convened(database.sql, city, { when: schedule });
const what = () => ({
	title: 'Giao ban tháng 3',
	kind: 'briefing' as const,
	conduct: 'chaired' as const,
	quorumRule: 'half' as const,
	note: '',
	chairId: chair.id,
	secretaryId: secretary.id,
	operatorId: operator.id,
	deputyId: null,
	actingRoles: ['secretary' as const]
});
const code = (value: string) => expect.objectContaining({ code: value });

describe('inviting by the tree', () => {
	let id: string;
	beforeEach(async () => {
		id = await draft();
	});
	const invite = (scope: meetings.schema.Scope) => meetings.invite(database.sql, secretary, id, scope, clock);
	const componentSites = async () =>
		(await listSites(database.sql, id)).filter((site) => site.kind === 'component');

	test('the communes of Huyện Vĩnh Bảo are 30 sites', async () => {
		expect(await invite({ kind: 'below', of: await unitId('316') })).toEqual({ chosen: 30, changed: 30 });
		const sites = await componentSites();
		expect(sites).toHaveLength(30);
		expect(new Set(sites.map((site) => site.parentName))).toEqual(new Set(['Huyện Vĩnh Bảo']));
	});

	test('all communes are 217, departments 20, districts 15, everybody 252', async () => {
		expect(await invite({ kind: 'level', of: 'commune' })).toEqual({ chosen: 217, changed: 217 });
		expect(await invite({ kind: 'level', of: 'department' })).toEqual({ chosen: 20, changed: 20 });
		expect(await invite({ kind: 'level', of: 'district' })).toEqual({ chosen: 15, changed: 15 });
		expect(await invite({ kind: 'branch', of: secretary.unitId })).toEqual({ chosen: 252, changed: 0 });
		expect(await componentSites()).toHaveLength(252);
	});

	test('nobody is invited twice, in whatever order choices overlap', async () => {
		await invite({ kind: 'unit', of: clerk.unitId });
		expect(await invite({ kind: 'branch', of: await unitId('316') })).toEqual({ chosen: 31, changed: 30 });
		expect(await invite({ kind: 'unit', of: clerk.unitId })).toEqual({ chosen: 1, changed: 0 });
		expect(await componentSites()).toHaveLength(31);
	});

	test('the island district without communes adds nobody', async () => {
		expect(await invite({ kind: 'below', of: await unitId('318') })).toEqual({ chosen: 0, changed: 0 });
	});

	test('the convening unit has the main site and is never invited to itself', async () => {
		expect(await invite({ kind: 'unit', of: secretary.unitId })).toEqual({ chosen: 0, changed: 0 });
		expect((await findMainSite(database.sql, id))?.unitId).toBe(secretary.unitId);
	});

	test('a branch, a level and a single unit can be taken away again, the main site cannot', async () => {
		const withdraw = (scope: meetings.schema.Scope) =>
			meetings.withdraw(database.sql, secretary, id, scope, clock);
		await invite({ kind: 'branch', of: secretary.unitId });
		expect((await withdraw({ kind: 'unit', of: clerk.unitId })).changed).toBe(1);
		expect((await withdraw({ kind: 'branch', of: await unitId('316') })).changed).toBe(30);
		expect((await withdraw({ kind: 'level', of: 'commune' })).changed).toBe(187);
		expect((await withdraw({ kind: 'branch', of: secretary.unitId })).changed).toBe(34);
		expect(await listSites(database.sql, id)).toHaveLength(1);
	});
});

describe('convening', () => {
	test('an incomplete draft is refused with what is missing', async () => {
		const id = await draft();
		await expect(meetings.convene(database.sql, secretary, id, clock)).rejects.toMatchObject({
			code: 'incomplete',
			data: { missing: 'sites,time' }
		});
	});

	test('a complete draft becomes an invitation, once', async () => {
		const id = await convened();
		const { meeting } = await meetings.roomOf(database.sql, id);
		expect(meeting).toMatchObject({ state: 'convened', title: 'Giao ban tháng 3', plannedMinutes: 90 });
		expect(meeting.startsAt.toISOString()).toBe('2026-03-05T01:00:00.000Z');
		await expect(meetings.convene(database.sql, secretary, id, clock)).rejects.toEqual(code('wrong_state'));
	});

	test('keeps the names that the units bore on that day', async () => {
		const { sql } = database;
		const id = await draft();
		await meetings.saveWhen(sql, secretary, id, when, timeZone);
		await meetings.invite(sql, secretary, id, { kind: 'unit', of: clerk.unitId }, clock);
		await sql`update sites set unit_name = 'Tên lúc mời' where meeting_id = ${id} and kind = 'component'`;
		await meetings.convene(sql, secretary, id, clock);
		await sql`update unit_periods set full_name = 'Tên sau này' where unit_id = ${clerk.unitId}`;
		try {
			const { sites } = await meetings.roomOf(sql, id);
			expect(sites.map((site) => [site.kind, site.name])).toEqual([
				['main', 'Thành phố Hải Phòng'],
				['component', 'Xã Vĩnh An']
			]);
		} finally {
			await sql`update unit_periods set full_name = 'Xã Vĩnh An' where unit_id = ${clerk.unitId}`;
		}
	});

	test('shows units that would sit in two meetings at once, in any overlap and in no other', async () => {
		const { sql } = database;
		const day = (time: string) => ({ ...when, date: '2026-04-05', time });
		const other = await convened(day('08:00'));
		const id = await draft();
		await meetings.invite(sql, secretary, id, { kind: 'unit', of: clerk.unitId }, clock);
		const clashesAt = async (time: string) => {
			await meetings.saveWhen(sql, secretary, id, { ...day(time), plannedMinutes: 60 }, timeZone);
			const clashes = await meetings.clashesOf(sql, secretary, id);
			expect(clashes.every((clash) => clash.meetingId === other)).toBe(true);
			return clashes.map((clash) => clash.unitName).sort();
		};
		const both = ['Thành phố Hải Phòng', 'Xã Vĩnh An'];
		expect(await clashesAt('07:00')).toEqual([]);
		expect(await clashesAt('07:01')).toEqual(both);
		expect(await clashesAt('08:15')).toEqual(both);
		expect(await clashesAt('09:30')).toEqual([]);
		await meetings.cancel(sql, secretary, other, 'Hoãn', clock.now);
		expect(await clashesAt('08:15')).toEqual([]);
	});

	test('a cancelled meeting stays cancelled', async () => {
		const id = await convened();
		await meetings.cancel(database.sql, secretary, id, 'Bão số 3', clock.now);
		await expect(meetings.cancel(database.sql, secretary, id, '', clock.now)).rejects.toEqual(
			code('wrong_state')
		);
		await expect(meetings.openMeeting(database.sql, id, clock.now)).rejects.toEqual(code('wrong_state'));
	});

	test('a further unit is invited later, but none is taken away', async () => {
		const id = await convened();
		const scope = { kind: 'unit' as const, of: await unitId('31-STC') };
		expect(await meetings.invite(database.sql, secretary, id, scope, clock)).toEqual({
			chosen: 1,
			changed: 1
		});
		await expect(meetings.withdraw(database.sql, secretary, id, scope, clock)).rejects.toEqual(
			code('wrong_state')
		);
	});
});

describe('people of a meeting', () => {
	test('the only leader and operator of the unit are proposed, the secretary who begins it is named', async () => {
		const id = await draft();
		const [row] =
			await database.sql`select chair_id, secretary_id, operator_id from meetings where id = ${id}`;
		expect(row).toEqual({ chairId: chair.id, secretaryId: secretary.id, operatorId: operator.id });
	});

	test('nobody is named who does not have the duty or belongs to another unit', async () => {
		const id = await draft();
		const save = (change: object) => meetings.saveWhat(database.sql, secretary, id, { ...what(), ...change });
		for (const change of [
			{ chairId: secretary.id },
			{ chairId: clerk.id },
			{ deputyId: clerk.id },
			{ deputyId: chair.id },
			{ chairId: null, deputyId: secretary.id },
			{ secretaryId: chair.id },
			{ operatorId: clerk.id },
			{ chairId: 'forged' }
		]) {
			await expect(save(change), JSON.stringify(change)).rejects.toEqual(code('invalid_input'));
		}
		await save({ chairId: null, operatorId: null });
		await save({});
	});
});

describe('replying and naming the room', () => {
	test('the clerk confirms, then declines with a reason, then confirms again', async () => {
		const id = await convened();
		const own = async () => (await listSites(database.sql, id)).find((site) => site.unitId === clerk.unitId);
		expect(await own()).toMatchObject({ reply: 'none', repliedAt: null });
		await meetings.reply(database.sql, clerk, id, { reply: 'confirmed' }, clock.now);
		expect(await own()).toMatchObject({
			reply: 'confirmed',
			repliedByName: 'Đỗ Văn Em',
			repliedAt: clock.now
		});
		await meetings.reply(database.sql, clerk, id, { reply: 'declined', reason: 'Mất điện' }, clock.now);
		expect(await own()).toMatchObject({ reply: 'declined', replyReason: 'Mất điện' });
		await meetings.reply(database.sql, clerk, id, { reply: 'confirmed' }, clock.now);
		expect(await own()).toMatchObject({ reply: 'confirmed', replyReason: '' });
	});

	test('the roster is kept in its order and replaced as a whole, until the end', async () => {
		const id = await convened();
		const entry = (fullName: string, presence: meetings.schema.Presence = 'room') => ({
			fullName,
			jobTitle: 'Chủ tịch UBND xã',
			presence,
			note: ''
		});
		const count = async () =>
			(await listSites(database.sql, id)).find((site) => site.unitId === clerk.unitId)?.rosterCount;
		await meetings.nameRoster(database.sql, clerk, id, [entry('A'), entry('B'), entry('C', 'absent')]);
		expect(await count()).toBe(3);
		await meetings.openMeeting(database.sql, id, clock.now);
		await meetings.nameRoster(database.sql, clerk, id, [entry('B')]);
		expect(await count()).toBe(1);
		await meetings.endMeeting(database.sql, id, clock.now);
		await expect(meetings.nameRoster(database.sql, clerk, id, [])).rejects.toEqual(code('wrong_state'));
	});
});

describe('the seat', () => {
	test('the three officers sit in the main site, everybody else in the own one', async () => {
		const { sql } = database;
		const id = await convened();
		const { sites } = await meetings.roomOf(sql, id);
		const main = sites.find((site) => site.kind === 'main')?.siteId;
		const own = sites.find((site) => site.unitId === clerk.unitId)?.siteId;
		const seat = async (person: SignedInPerson) => {
			const { role, siteId, siteName } = await meetings.seatFor(sql, person, id);
			return { role, siteId, siteName };
		};
		const siteName = 'Thành phố Hải Phòng';
		expect(await seat(chair)).toEqual({ role: 'chair', siteId: main, siteName });
		expect(await seat(secretary)).toEqual({ role: 'secretary', siteId: main, siteName });
		expect(await seat(operator)).toEqual({ role: 'operator', siteId: main, siteName });
		expect(await seat(clerk)).toEqual({ role: 'delegate', siteId: own, siteName: 'Xã Vĩnh An' });
		const colleague = await addPerson(sql, '31', []);
		expect(await seat(colleague)).toEqual({ role: 'delegate', siteId: main, siteName });
	});

	test('there is none without an invitation, in a draft, after a cancelling or after the end', async () => {
		const { sql } = database;
		const id = await convened();
		const seat = (person: SignedInPerson, meetingId: string) => meetings.seatFor(sql, person, meetingId);
		await expect(seat(city.stranger, id)).rejects.toEqual(code('not_found'));
		await expect(seat(clerk, nobody)).rejects.toEqual(code('not_found'));
		await expect(seat(clerk, "1' or true --")).rejects.toEqual(code('not_found'));
		const unsent = await draft();
		await expect(seat(secretary, unsent)).rejects.toEqual(code('meeting_not_open'));
		await expect(seat(chair, unsent)).rejects.toEqual(code('not_found'));
		await meetings.openMeeting(sql, id, clock.now);
		expect((await seat(clerk, id)).role).toBe('delegate');
		await meetings.endMeeting(sql, id, clock.now);
		await expect(seat(clerk, id)).rejects.toEqual(code('meeting_ended'));
		const cancelled = await convened();
		await meetings.cancel(sql, secretary, cancelled, 'Bão', clock.now);
		await expect(seat(clerk, cancelled)).rejects.toEqual(code('meeting_not_open'));
	});
});

describe('the room', () => {
	test('is opened once and ended once', async () => {
		const { sql } = database;
		const id = await convened();
		await expect(meetings.endMeeting(sql, id, clock.now)).rejects.toEqual(code('meeting_not_open'));
		const opened = await meetings.openMeeting(sql, id, new Date('2026-03-05T01:02:03Z'));
		expect(opened).toMatchObject({
			state: 'open',
			openedAt: new Date('2026-03-05T01:02:03Z'),
			endedAt: null
		});
		await expect(meetings.openMeeting(sql, id, clock.now)).rejects.toEqual(code('already_open'));
		const ended = await meetings.endMeeting(sql, id, new Date('2026-03-05T02:30:00Z'));
		expect(ended).toMatchObject({ state: 'ended', endedAt: new Date('2026-03-05T02:30:00Z') });
		await expect(meetings.endMeeting(sql, id, clock.now)).rejects.toEqual(code('meeting_ended'));
	});

	test('has the agenda in order and the main site first', async () => {
		const { sql } = database;
		const id = await convened();
		const item = { presenter: 'Sở Tài chính', plannedMinutes: 15 };
		await meetings.addItem(sql, secretary, id, { title: 'Thu ngân sách', ...item });
		await meetings.addItem(sql, secretary, id, { title: 'Giải ngân', ...item });
		const { agenda, sites } = await meetings.roomOf(sql, id);
		expect(agenda.map(({ position, title }) => [position, title])).toEqual([
			[1, 'Thu ngân sách'],
			[2, 'Giải ngân']
		]);
		expect(sites).toHaveLength(31);
		expect(sites[0]).toMatchObject({ kind: 'main', name: 'Thành phố Hải Phòng', parentName: '' });
		expect(sites[1]).toMatchObject({ kind: 'component', parentName: 'Huyện Vĩnh Bảo', level: 'commune' });
	});

	test('knows what people are called, and asks nothing of nobody', async () => {
		const names = await meetings.namesOf(database.sql, [chair.id, clerk.id, nobody]);
		expect([...names]).toEqual(
			expect.arrayContaining([
				[chair.id, chair.fullName],
				[clerk.id, clerk.fullName]
			])
		);
		expect(names.size).toBe(2);
		expect(await meetings.namesOf(database.sql, [])).toEqual(new Map());
	});

	test('does not exist for a draft', async () => {
		await expect(meetings.roomOf(database.sql, await draft())).rejects.toEqual(code('not_found'));
		await expect(meetings.roomOf(database.sql, nobody)).rejects.toEqual(code('not_found'));
	});
});
