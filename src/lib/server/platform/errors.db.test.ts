import { expect, test } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import { refusing } from './errors.ts';

const database = testDatabase();

test('a violated constraint becomes the coded error given for it, others pass unchanged', async () => {
	const { sql } = database;
	await sql`create table seats (name text constraint seats_name_once unique check (name <> ''))`;
	const take = (name: string) =>
		refusing({ seats_name_once: 'seat_taken' }, () => sql`insert into seats (name) values (${name})`);
	await take('window');
	await expect(take('window')).rejects.toMatchObject({ code: 'seat_taken', status: 409 });
	await expect(take('')).rejects.toMatchObject({ constraint_name: 'seats_name_check' });
});
