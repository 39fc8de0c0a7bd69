// A city whose people are managed by its administrator.
import { beforeAll } from 'vitest';
import * as auth from '../../src/lib/server/auth/auth.ts';
import * as people from '../../src/lib/server/people/people.ts';
import * as units from '../../src/lib/server/units/units.ts';
import { addPerson, importCity, timeZone } from './city.ts';
import type { TestDatabase } from './database.ts';

export const day = units.dayOf(new Date(), timeZone);
let names = 0;

export interface ManagedPeople {
	/** Readable from the first test on. */
	readonly administrator: auth.SignedInPerson;
	/** Huyện Vĩnh Bảo, where new people belong unless a test says otherwise. */
	readonly district: units.Unit;
	aNewPerson(more?: Partial<people.NewPerson>): people.NewPerson;
	create(input: people.NewPerson): ReturnType<typeof people.createPerson>;
	get(personId: string): ReturnType<typeof people.getPerson>;
	/** From an address of its own each time, so that no attempt counts against another. */
	signIn(signInName: string, password: string): ReturnType<typeof auth.signIn>;
}

export function managedPeople(database: TestDatabase): ManagedPeople {
	let administrator: auth.SignedInPerson | undefined;
	let district: units.Unit | undefined;
	beforeAll(async () => {
		await importCity(database.sql);
		administrator = await addPerson(database.sql, '31', ['administrator'], 'Trần Thị Quản');
		district = await units.findUnitByCode(database.sql, '316', day);
	});
	const ready = <T>(value: T | undefined): T => {
		if (value === undefined) throw new Error('the city is not there before the first test');
		return value;
	};
	return {
		get administrator() {
			return ready(administrator);
		},
		get district() {
			return ready(district);
		},
		aNewPerson: (more = {}) => ({
			fullName: 'Đỗ Văn Thử',
			position: 'Văn thư',
			unitId: ready(district).id,
			duties: ['clerk'],
			signInName: `thu-${(names += 1)}`,
			...more
		}),
		create: (input) => people.createPerson(database.sql, ready(administrator), input, day),
		get: (personId) => people.getPerson(database.sql, ready(administrator), personId, day),
		signIn: (signInName, password) =>
			auth.signIn(database.sql, { signInName, password }, { address: `2001:db8:${(names += 1)}::1` })
	};
}
