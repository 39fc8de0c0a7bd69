import { describe, expect, test } from 'vitest';
import { addPerson } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { day, managedPeople } from '../../../../tests/support/people.ts';
import type * as auth from '#lib/server/auth/auth.ts';
import * as people from './people.ts';

const database = testDatabase();
const managed = managedPeople(database);
const { aNewPerson, create, get } = managed;
describe('without the right', () => {
	const acts: [string, (asker: auth.SignedInPerson, personId: string) => Promise<unknown>][] = [
		[
			'list people',
			(asker) => people.listPeople(database.sql, asker, { query: '', unitId: null, page: 1, day })
		],
		['look at a person', (asker, id) => people.getPerson(database.sql, asker, id, day)],
		['create a person', (asker) => people.createPerson(database.sql, asker, aNewPerson(), day)],
		[
			'change a person',
			(asker, id) =>
				people.changePerson(
					database.sql,
					asker,
					id,
					{ fullName: 'x', position: '', unitId: managed.district.id, duties: ['administrator'] },
					day
				)
		],
		['disable a person', (asker, id) => people.disablePerson(database.sql, asker, id)],
		['enable a person', (asker, id) => people.enablePerson(database.sql, asker, id)],
		['reset a password', (asker, id) => people.resetPassword(database.sql, asker, id, day)]
	];

	test.for(acts)('nobody but an administrator may %s, the own person included', async ([, act]) => {
		const { personId } = await create(aNewPerson());
		const before = await get(personId);
		const asker = await addPerson(database.sql, '31', ['leader', 'secretary', 'operator', 'clerk']);
		await expect(act(asker, personId)).rejects.toMatchObject({ code: 'not_allowed' });
		await expect(act(asker, asker.id)).rejects.toMatchObject({ code: 'not_allowed' });
		expect(await get(personId)).toEqual(before);
		expect((await get(asker.id)).duties).not.toContain('administrator');
	});

	test('an administrator whose right was taken away a moment ago can do nothing more', async () => {
		const asker = await addPerson(database.sql, '31', ['administrator']);
		const { personId } = await create(aNewPerson());
		await database.sql`delete from duties where person_id = ${asker.id}`;
		for (const [name, act] of acts.slice(2)) {
			await expect(act(asker, personId), name).rejects.toMatchObject({ code: 'not_allowed' });
		}
	});

	test('a clerk sees colleagues, without sign-in names, and nobody of another unit', async () => {
		const clerk = await addPerson(database.sql, '317', ['clerk'], 'Lê Thị Thư');
		const gone = await addPerson(database.sql, '317', ['clerk'], 'Vũ Văn Đi');
		await people.disablePerson(database.sql, managed.administrator, gone.id);
		expect(await people.colleaguesOf(database.sql, clerk, clerk.unitId)).toEqual([
			{ id: clerk.id, fullName: 'Lê Thị Thư', position: 'Chuyên viên', duties: ['clerk'] }
		]);
		await expect(people.colleaguesOf(database.sql, clerk, managed.district.id)).rejects.toMatchObject({
			code: 'not_allowed'
		});
	});
});
