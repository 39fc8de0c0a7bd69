import { describe, expect, test } from 'vitest';
import { addPerson } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { day, managedPeople } from '../../../../tests/support/people.ts';
import * as audit from '#lib/server/audit/audit.ts';
import * as auth from '#lib/server/auth/auth.ts';
import * as units from '#lib/server/units/units.ts';
import * as people from './people.ts';

const database = testDatabase();
const nobody = crypto.randomUUID();
const managed = managedPeople(database);
const { aNewPerson, create, get, signIn } = managed;
const list = (wish: { query?: string; unitId?: string | null; page?: number }) =>
	people.listPeople(database.sql, managed.administrator, { query: '', unitId: null, page: 1, day, ...wish });

describe('a new person', () => {
	test('can sign in with the password that was shown once, and must then choose another', async () => {
		const input = aNewPerson({ duties: ['secretary', 'clerk'] });
		const { personId, password } = await create(input);
		expect(await get(personId)).toMatchObject({
			fullName: 'Đỗ Văn Thử',
			unitName: 'Huyện Vĩnh Bảo',
			parentName: 'Thành phố Hải Phòng',
			duties: ['clerk', 'secretary'],
			disabledAt: null
		});
		const { token } = await signIn(input.signInName, password);
		expect(await auth.check(database.sql, token)).toMatchObject({
			temporaryPassword: true,
			person: { id: personId, duties: ['clerk', 'secretary'] }
		});
		const [entry] = (await audit.list(database.sql, { limit: 2 })).slice(1);
		expect(entry).toMatchObject({
			action: 'person_created',
			personName: 'Trần Thị Quản',
			objectName: 'Đỗ Văn Thử'
		});
		expect(JSON.stringify(await audit.list(database.sql, { limit: 100 }))).not.toContain(password);
	});

	test('needs a sign-in name that nobody has, and a unit that stands today', async () => {
		const input = aNewPerson();
		await create(input);
		await expect(create(input)).rejects.toMatchObject({
			code: 'conflict',
			data: { field: 'signInName', problem: 'taken' }
		});
		await expect(create(aNewPerson({ unitId: nobody }))).rejects.toMatchObject({
			code: 'not_found',
			data: { field: 'unitId', problem: 'not_found' }
		});
	});
});

describe('the list', () => {
	test('finds people by name, unit and sign-in name, without marks', async () => {
		const input = aNewPerson({ fullName: 'Nguyễn Thị Tuyết Nhung', signInName: 'nhung.vb' });
		const { personId } = await create(input);
		for (const query of ['tuyet nhung', 'NHUNG VĨNH BẢO', 'nhung.vb', 'nhung van thu']) {
			expect((await list({ query })).people.map((person) => person.id)).toEqual([personId]);
		}
		expect((await list({ query: 'tuyet\0nhung' })).total).toBe(1);
		expect(await list({ query: '%' })).toEqual({ people: [], total: 0 });
		expect((await list({ query: 'nhung', unitId: managed.administrator.unitId })).total).toBe(0);
	});

	test('shows first where the words stand together', async () => {
		const scattered = await addPerson(database.sql, '316', [], 'An Thị Bình Minh');
		const together = await addPerson(database.sql, '316', [], 'Vũ Minh An');
		const { people: found } = await list({ query: 'minh an' });
		expect(found.map((person) => person.id)).toEqual([together.id, scattered.id]);
	});

	test('comes in pages of 50, those who are disabled last', async () => {
		const unit = await units.findUnitByCode(database.sql, '318', day);
		const made: string[] = [];
		for (let turn = 0; turn < 52; turn += 1) {
			const person = await addPerson(database.sql, '318', [], `Người ${String(turn).padStart(2, '0')}`);
			made.push(person.id);
		}
		await people.disablePerson(database.sql, managed.administrator, made[0] ?? '');
		const [first, second] = [await list({ unitId: unit?.id }), await list({ unitId: unit?.id, page: 2 })];
		expect(first.total).toBe(52);
		expect(first.people).toHaveLength(50);
		expect(second.people.map((person) => person.fullName)).toEqual(['Người 51', 'Người 00']);
	});
});

describe('changing a person', () => {
	const change = (personId: string, more: Partial<people.PersonChange> = {}) =>
		people.changePerson(
			database.sql,
			managed.administrator,
			personId,
			{ fullName: 'Đỗ Văn Đổi', position: '', unitId: managed.district.id, duties: ['clerk'], ...more },
			day
		);

	test('keeps the sessions when the rights stay, and ends them when they do not', async () => {
		const input = aNewPerson();
		const { personId, password } = await create(input);
		const { token } = await signIn(input.signInName, password);
		await change(personId);
		expect((await auth.check(database.sql, token))?.person.fullName).toBe('Đỗ Văn Đổi');
		await change(personId, { duties: ['operator'] });
		expect(await auth.check(database.sql, token)).toBeUndefined();
		expect((await get(personId)).duties).toEqual(['operator']);
	});

	test('moves somebody to another unit, but to none that does not stand', async () => {
		const { personId } = await create(aNewPerson());
		await change(personId, { unitId: managed.administrator.unitId });
		expect((await get(personId)).unitName).toBe('Thành phố Hải Phòng');
		await expect(change(personId, { unitId: nobody })).rejects.toMatchObject({ code: 'not_found' });
		await expect(change(nobody)).rejects.toMatchObject({ code: 'not_found' });
	});
});

describe('disabling and passwords', () => {
	test('a disabled person is signed out and cannot come back until enabled', async () => {
		const input = aNewPerson();
		const { personId, password } = await create(input);
		const { token } = await signIn(input.signInName, password);
		await people.disablePerson(database.sql, managed.administrator, personId);
		expect(await auth.check(database.sql, token)).toBeUndefined();
		await expect(signIn(input.signInName, password)).rejects.toMatchObject({ code: 'account_disabled' });
		await expect(people.disablePerson(database.sql, managed.administrator, personId)).rejects.toMatchObject({
			code: 'wrong_state'
		});
		await people.enablePerson(database.sql, managed.administrator, personId);
		await expect(signIn(input.signInName, password)).resolves.toBeDefined();
		await expect(people.enablePerson(database.sql, managed.administrator, nobody)).rejects.toMatchObject({
			code: 'wrong_state'
		});
	});

	test('a new password replaces the old one and ends all sessions', async () => {
		const input = aNewPerson();
		const { personId, password } = await create(input);
		const { token } = await signIn(input.signInName, password);
		const issued = await people.resetPassword(database.sql, managed.administrator, personId, day);
		expect(issued.password).not.toBe(password);
		expect(await auth.check(database.sql, token)).toBeUndefined();
		await expect(signIn(input.signInName, password)).rejects.toMatchObject({ code: 'sign_in_failed' });
		await expect(signIn(input.signInName, issued.password)).resolves.toBeDefined();
		await expect(
			people.resetPassword(database.sql, managed.administrator, nobody, day)
		).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	test('two administrators cannot disable each other', async () => {
		const { sql } = database;
		const first = await addPerson(sql, '31', ['administrator']);
		const second = await addPerson(sql, '31', ['administrator']);
		await people.disablePerson(sql, first, second.id);
		await expect(people.disablePerson(sql, second, first.id)).rejects.toMatchObject({ code: 'not_allowed' });
		expect((await get(first.id)).disabledAt).toBeNull();
	});
});

test('somebody who chose a language keeps it for the next sign-in', async () => {
	const person = await addPerson(database.sql, '316', ['clerk']);
	await people.setOwnLocale(database.sql, person, 'ja');
	expect((await get(person.id)).locale).toBe('ja');
});
