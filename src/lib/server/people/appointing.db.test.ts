import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { day, managedPeople } from '../../../../tests/support/people.ts';
import * as auth from '#lib/server/auth/auth.ts';
import * as people from './people.ts';

const database = testDatabase();
const empty = testDatabase();
const managed = managedPeople(database);
const { aNewPerson, create, get, signIn } = managed;
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
		await people.disablePerson(database.sql, managed.administrator, personId);
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
