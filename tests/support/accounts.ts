// People with passwords in a test database.
import * as auth from '../../src/lib/server/auth/auth.ts';
import { addPerson, importCity } from './city.ts';
import type { TestDatabase } from './database.ts';

export const password = 'mật khẩu của tôi';
export const address = '192.0.2.7';

/** To be made once per test file: `prepare` in `beforeAll`. */
export function testAccounts(database: TestDatabase) {
	let passwordHash = '';
	const signIn = (signInName: string, tried = password, from = address) =>
		auth.signIn(database.sql, { signInName, password: tried }, { address: from });
	const aPerson = async (duties: auth.Duty[] = ['clerk']) => {
		const person = await addPerson(database.sql, '316', duties);
		await auth.savePasswordHash(database.sql, person.id, passwordHash);
		return person;
	};
	return {
		async prepare() {
			await importCity(database.sql);
			passwordHash = await auth.hashPassword(password);
		},
		signIn,
		aPerson,
		async signedIn(duties?: auth.Duty[]) {
			const person = await aPerson(duties);
			const { token } = await signIn(person.signInName);
			return { person, token };
		}
	};
}

/** Runs `work` and answers the sessions whose end was announced meanwhile. */
export async function endedDuring(database: TestDatabase, work: () => Promise<unknown>): Promise<string[]> {
	const { sql } = database;
	const ended: string[] = [];
	const marker = `marker-${crypto.randomUUID()}`;
	const arrived = Promise.withResolvers<void>();
	const listening = await sql.listen('session_ended', (id) =>
		id === marker ? arrived.resolve() : ended.push(id)
	);
	await work();
	await sql.notify('session_ended', marker);
	await arrived.promise;
	await listening.unlisten();
	return ended;
}
