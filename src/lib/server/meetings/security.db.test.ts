// What must be refused: every operation, for the wrong person, in the wrong state, with forged ids.
import { beforeAll, describe, expect, test } from 'vitest';
import { addPerson, timeZone } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as planned from '../../../../tests/support/planned-meeting.ts';
import { clock, nobody, when } from '../../../../tests/support/planned-meeting.ts';
import type { SignedInPerson } from '#lib/server/auth/auth.ts';
import * as meetings from './meetings.ts';

const database = testDatabase();
let city: planned.City;
/** Of the city's own unit, without any duty. */
let colleague: SignedInPerson;
/** Plans for Huyện Vĩnh Bảo, whose own unit is not invited. */
let districtSecretary: SignedInPerson;
/** Belongs to Xã Vĩnh An, but does not answer for it. */
let villager: SignedInPerson;
beforeAll(async () => {
	const { sql } = database;
	city = await planned.peopleOfCity(sql);
	colleague = await addPerson(sql, '31', []);
	districtSecretary = await addPerson(sql, '316', ['secretary', 'leader', 'clerk']);
	villager = await addPerson(sql, '11842', ['operator', 'secretary', 'administrator']);
});

type Operation = (person: SignedInPerson, id: string) => Promise<unknown>;
const item = { title: 'Mục', presenter: '', plannedMinutes: 5 };

const planning: Record<string, Operation> = {
	planOf: (person, id) => meetings.planOf(database.sql, person, id, clock),
	saveWhat: (person, id) =>
		meetings.saveWhat(database.sql, person, id, {
			title: 'Chiếm quyền',
			kind: 'other',
			conduct: 'open',
			quorumRule: 'half',
			note: '',
			chairId: null,
			secretaryId: null,
			operatorId: null,
			deputyId: null,
			actingRoles: []
		}),
	saveWhen: (person, id) => meetings.saveWhen(database.sql, person, id, when, timeZone),
	change: (person, id) =>
		meetings.change(
			database.sql,
			person,
			id,
			{
				date: '2026-03-06',
				time: '09:00',
				plannedMinutes: 60,
				chairId: city.chair.id,
				secretaryId: city.secretary.id,
				operatorId: null,
				deputyId: null,
				actingRoles: []
			},
			clock
		),
	addItem: (person, id) => meetings.addItem(database.sql, person, id, item),
	editItem: (person, id) => meetings.editItem(database.sql, person, id, nobody, item),
	moveItem: (person, id) => meetings.moveItem(database.sql, person, id, nobody, 'up'),
	removeItem: (person, id) => meetings.removeItem(database.sql, person, id, nobody),
	addSpeaker: (person, id) =>
		meetings.addSpeaker(database.sql, person, id, { itemId: nobody, unitId: person.unitId, minutes: 5 }),
	arrangeSpeakers: (person, id) =>
		meetings.arrangeSpeakers(database.sql, person, id, { itemId: nobody, speakers: [], step: undefined }),
	invite: (person, id) =>
		meetings.invite(database.sql, person, id, { kind: 'unit', of: person.unitId }, clock),
	withdraw: (person, id) =>
		meetings.withdraw(database.sql, person, id, { kind: 'level', of: 'commune' }, clock),
	clashesOf: (person, id) => meetings.clashesOf(database.sql, person, id),
	convene: (person, id) => meetings.convene(database.sql, person, id, clock),
	cancel: (person, id) => meetings.cancel(database.sql, person, id, 'Phá', clock.now),
	removePaper: (person, id) => meetings.removePaper(database.sql, person, id, nobody)
};
const taking: Record<string, Operation> = {
	confirm: (person, id) => meetings.reply(database.sql, person, id, { reply: 'confirmed' }, clock.now),
	decline: (person, id) =>
		meetings.reply(database.sql, person, id, { reply: 'declined', reason: 'Không' }, clock.now),
	acknowledge: (person, id) => meetings.acknowledge(database.sql, person, id, 1),
	nameRoster: (person, id) => meetings.nameRoster(database.sql, person, id, [])
};
const looking: Record<string, Operation> = {
	viewOf: (person, id) => meetings.viewOf(database.sql, person, id, clock),
	paperFile: (person, id) => meetings.paperFile(database.sql, person, id, nobody),
	seatFor: (person, id) => meetings.seatFor(database.sql, person, id)
};
const everything = { ...planning, ...taking, ...looking };
const code = (value: string) => expect.objectContaining({ code: value });

async function stateOf(id: string) {
	const tables = ['agenda_items', 'papers', 'sites'];
	const rows = tables.map(
		(table) => database.sql`select * from ${database.sql(table)} where meeting_id = ${id} order by id`
	);
	const speakers = database.sql`select * from agenda_speakers where meeting_id = ${id} order by item_id, position`;
	return Promise.all([database.sql`select * from meetings where id = ${id}`, speakers, ...rows]);
}

describe.each(Object.entries(everything))('%s', (_name, operation) => {
	test('knows nothing of a meeting whose unit was not invited, and nothing of forged ids', async () => {
		const id = await planned.convened(database.sql, city);
		const before = await stateOf(id);
		for (const person of [city.stranger, districtSecretary]) {
			await expect(operation(person, id)).rejects.toEqual(code('not_found'));
		}
		for (const forged of [nobody, '', 'x', "' or 1=1 --", `${id}x`]) {
			await expect(operation(city.secretary, forged), forged).rejects.toEqual(code('not_found'));
			await expect(operation(city.clerk, forged), forged).rejects.toEqual(code('not_found'));
		}
		expect(await stateOf(id)).toEqual(before);
	});

	test('knows nothing of the draft of others', async () => {
		const id = await planned.draft(database.sql, city);
		await meetings.invite(database.sql, city.secretary, id, { kind: 'unit', of: city.clerk.unitId }, clock);
		const before = await stateOf(id);
		for (const person of [
			city.clerk,
			city.chair,
			city.operator,
			colleague,
			city.stranger,
			districtSecretary
		]) {
			await expect(operation(person, id)).rejects.toEqual(code('not_found'));
		}
		expect(await stateOf(id)).toEqual(before);
	});
});

describe.each(Object.entries(planning))('%s', (_name, operation) => {
	test('is for the secretaries of the convening unit only', async () => {
		const id = await planned.convened(database.sql, city);
		const before = await stateOf(id);
		for (const person of [city.clerk, villager, city.chair, city.operator, colleague]) {
			await expect(operation(person, id)).rejects.toEqual(code('not_allowed'));
		}
		expect(await stateOf(id)).toEqual(before);
	});
});

describe.each(Object.entries(planning).filter(([name]) => !['planOf', 'clashesOf'].includes(name)))(
	'%s',
	(_name, operation) => {
		test('comes too late when the meeting is open, has ended or was cancelled', async () => {
			const { sql } = database;
			const held = await planned.convened(sql, city);
			await meetings.openMeeting(sql, held, clock.now);
			await expect(operation(city.secretary, held)).rejects.toEqual(code('wrong_state'));
			await meetings.endMeeting(sql, held, clock.now);
			await expect(operation(city.secretary, held)).rejects.toEqual(code('wrong_state'));
			const off = await planned.convened(sql, city);
			await meetings.cancel(sql, city.secretary, off, 'Bão', clock.now);
			await expect(operation(city.secretary, off)).rejects.toEqual(code('wrong_state'));
		});
	}
);

describe.each(Object.entries(taking))('%s', (name, operation) => {
	test('is for those who answer for an invited unit', async () => {
		const id = await planned.convened(database.sql, city);
		for (const person of [villager, colleague, city.operator]) {
			await expect(operation(person, id)).rejects.toEqual(code('not_allowed'));
		}
		await operation(city.clerk, id);
	});

	test('comes too late when the meeting has ended or was cancelled', async () => {
		const { sql } = database;
		const held = await planned.convened(sql, city);
		await meetings.openMeeting(sql, held, clock.now);
		if (name !== 'nameRoster') await expect(operation(city.clerk, held)).rejects.toEqual(code('wrong_state'));
		await meetings.endMeeting(sql, held, clock.now);
		await expect(operation(city.clerk, held)).rejects.toEqual(code('wrong_state'));
		const off = await planned.convened(sql, city);
		await meetings.cancel(sql, city.secretary, off, 'Bão', clock.now);
		await expect(operation(city.clerk, off)).rejects.toEqual(code('wrong_state'));
	});
});

test('the main site does not reply to itself, and its roster is kept by those who plan', async () => {
	const { sql } = database;
	const id = await planned.convened(sql, city);
	await expect(taking.confirm?.(city.chair, id)).rejects.toEqual(code('not_allowed'));
	const entry = { fullName: 'Trần Thị Bình', jobTitle: '', presence: 'room' as const, note: '' };
	await meetings.nameRoster(sql, city.secretary, id, [entry]);
	expect((await meetings.viewOf(sql, city.secretary, id, clock)).roster).toMatchObject([entry]);
});

test('only a secretary begins a meeting, and only for the own unit', async () => {
	const { sql } = database;
	const input = { title: 'Họp', kind: 'work' as const };
	for (const person of [city.clerk, city.chair, city.operator, colleague]) {
		await expect(meetings.createDraft(sql, person, input, clock)).rejects.toEqual(code('not_allowed'));
	}
	const id = await meetings.createDraft(sql, districtSecretary, input, clock);
	const { meeting, units } = await meetings.planOf(sql, districtSecretary, id, clock);
	expect(meeting.conveningUnitId).toBe(districtSecretary.unitId);
	expect(units).toHaveLength(30);
	await expect(meetings.planOf(sql, city.secretary, id, clock)).rejects.toEqual(code('not_found'));
});

test('who has answered is shown to the officers and those who plan, to nobody else', async () => {
	const { sql } = database;
	const id = await planned.convened(sql, city);
	const sites = async (person: SignedInPerson) => (await meetings.viewOf(sql, person, id, clock)).sites;
	for (const person of [city.secretary, city.chair, city.operator])
		expect(await sites(person)).toHaveLength(31);
	for (const person of [city.clerk, villager, colleague]) expect(await sites(person)).toBeUndefined();
});

test('a page offers exactly what its reader may do', async () => {
	const { sql } = database;
	const id = await planned.convened(sql, city);
	const may = async (person: SignedInPerson) => (await meetings.viewOf(sql, person, id, clock)).may;
	const nothing = {
		plan: false,
		change: false,
		cancel: false,
		reply: false,
		acknowledge: false,
		nameRoster: false,
		enter: true
	};
	expect(await may(city.clerk)).toEqual({ ...nothing, reply: true, acknowledge: true, nameRoster: true });
	expect(await may(villager)).toEqual(nothing);
	expect(await may(city.secretary)).toEqual({
		...nothing,
		plan: true,
		change: true,
		cancel: true,
		nameRoster: true
	});
	expect(await may(city.chair)).toEqual({ ...nothing, nameRoster: true });
	await meetings.openMeeting(sql, id, clock.now);
	expect(await may(city.clerk)).toEqual({ ...nothing, nameRoster: true });
	expect(await may(city.secretary)).toEqual({ ...nothing, nameRoster: true });
	await meetings.endMeeting(sql, id, clock.now);
	expect(await may(city.clerk)).toEqual({ ...nothing, enter: false });
});

test('the sites of a view are counted by level, with the people named', async () => {
	const { sql } = database;
	const id = await planned.convened(sql, city);
	await meetings.invite(sql, city.secretary, id, { kind: 'level', of: 'department' }, clock);
	await meetings.reply(sql, city.clerk, id, { reply: 'confirmed' }, clock.now);
	const entry = { fullName: 'A', jobTitle: '', presence: 'room' as const, note: '' };
	await meetings.nameRoster(sql, city.clerk, id, [entry, entry]);
	const { invited } = await meetings.viewOf(sql, city.clerk, id, clock);
	expect(invited).toMatchObject([
		{ level: 'department', count: 20, confirmed: 0, declined: 0, people: 0 },
		{ level: 'commune', nameVi: 'Xã, phường, thị trấn', count: 30, confirmed: 1, declined: 0, people: 2 }
	]);
});
