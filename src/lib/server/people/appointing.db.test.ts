import { beforeAll, describe, expect, test } from 'vitest';
import { addPerson, importCity, timeZone } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as auth from '#lib/server/auth/auth.ts';
import * as units from '#lib/server/units/units.ts';
import * as people from './people.ts';

const database = testDatabase();
const day = units.dayOf(new Date(), timeZone);
const empty = testDatabase();
let administrator: auth.SignedInPerson;
let district: units.Unit;

beforeAll(async () => {
	await importCity(database.sql);
	administrator = await addPerson(database.sql, '31', ['administrator'], 'Trần Thị Quản');
	const found = await units.findUnitByCode(database.sql, '316', day);
	if (found === undefined) throw new Error('no district');
	district = found;
});

let names = 0;
const aNewPerson = (more: Partial<people.NewPerson> = {}): people.NewPerson => ({
	fullName: 'Đỗ Văn Thử',
	position: 'Văn thư',
	unitId: district.id,
	duties: ['clerk'],
	signInName: `thu-${(names += 1)}`,
	...more
});

const create = (input: people.NewPerson) => people.createPerson(database.sql, administrator, input, day);
const get = (personId: string) => people.getPerson(database.sql, administrator, personId, day);
const signIn = (signInName: string, password: string) =>
	auth.signIn(database.sql, { signInName, password }, { address: `2001:db8:${(names += 1)}::1` });

describe('from the machine itself', () => {
	const appoint = (signInName: string) =>
		people.appointAdministrator(database.sql, { fullName: 'Ngô Thị Đầu', signInName }, day);

	test('the first administrator is made, in the topmost unit', async () => {
		const { personId, password } = await appoint('quan-tri');
		expect(await get(personId)).toMatchObject({
			fullName: 'Ngô Thị Đầu',
			unitName: 'Thành phố Hải Phòng',
			duties: ['administrator']
		});
		const { token } = await signIn('quan-tri', password);
		expect((await auth.check(database.sql, token))?.temporaryPassword).toBe(true);
	});

	test('nobody is made before there are units', async () => {
		const making = people.appointAdministrator(empty.sql, { fullName: 'x', signInName: 'x' }, day);
		await expect(making).rejects.toMatchObject({ code: 'incomplete' });
		expect(await empty.sql`select id from people`).toHaveLength(0);
	});

	test('an account that was locked out gets back in, with the duties it has', async () => {
		const input = aNewPerson({ duties: ['secretary'] });
		const { personId } = await create(input);
		await people.disablePerson(database.sql, administrator, personId);
		const { personId: same, password } = await appoint(input.signInName);
		expect(same).toBe(personId);
		expect(await get(personId)).toMatchObject({
			fullName: input.fullName,
			duties: ['administrator', 'secretary'],
			disabledAt: null
		});
		await expect(signIn(input.signInName, password)).resolves.toBeDefined();
	});
});
