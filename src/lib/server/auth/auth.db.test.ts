import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { address, password, testAccounts } from '../../../../tests/support/accounts.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as audit from '#lib/server/audit/audit.ts';
import * as auth from './auth.ts';
import { sessionIdOf } from './sessions.ts';

const database = testDatabase();
const { prepare, aPerson, signIn, signedIn } = testAccounts(database);

beforeAll(prepare);
beforeEach(async () => {
	await database.sql`delete from rate_limits`;
});

describe('signing in', () => {
	test('opens a session that tells who it is', async () => {
		const { person, token } = await signedIn(['secretary', 'clerk']);
		expect(await auth.check(database.sql, token)).toEqual({
			sessionId: sessionIdOf(token),
			temporaryPassword: false,
			person: { ...person, duties: ['clerk', 'secretary'] }
		});
	});

	test('leaves only a hash of the token in the table', async () => {
		const { token } = await signedIn();
		const tables = JSON.stringify([
			await database.sql`select id, user_id, expires_at, created_at from sessions`,
			await audit.list(database.sql, { limit: 100 })
		]);
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
		expect(tables).toContain(sessionIdOf(token));
		expect(tables).not.toContain(token);
		expect(await auth.check(database.sql, sessionIdOf(token))).toBeUndefined();
	});

	test('answers an unknown name and a wrong password alike', async () => {
		const person = await aPerson();
		const wrong = await signIn(person.signInName, 'sai').catch((cause: unknown) => cause);
		const unknown = await signIn('khong-co-ai', 'sai').catch((cause: unknown) => cause);
		expect(wrong).toMatchObject({ code: 'sign_in_failed', data: undefined });
		expect(unknown).toMatchObject({ code: 'sign_in_failed', data: undefined });
	});

	test('spends as much time on an unknown name as on a wrong password', async () => {
		const person = await aPerson();
		const measure = async (name: string, turn: number) => {
			const begun = performance.now();
			await signIn(name, 'sai', `192.0.2.${turn}`).catch(() => undefined);
			return performance.now() - begun;
		};
		const known: number[] = [];
		const unknown: number[] = [];
		for (let turn = 0; turn < 12; turn += 1) {
			known.push(await measure(person.signInName, turn));
			unknown.push(await measure('khong-co-ai', turn));
		}
		const middle = (times: number[]) => times.toSorted((a, b) => a - b)[6] ?? 0;
		expect(middle(unknown)).toBeGreaterThan(middle(known) * 0.4);
		expect(middle(unknown)).toBeLessThan(middle(known) * 2.5);
	});

	test('tells somebody who knows the password that the account is disabled, and nobody else', async () => {
		const person = await aPerson();
		await database.sql`update people set disabled_at = now() where id = ${person.id}`;
		await expect(signIn(person.signInName)).rejects.toMatchObject({ code: 'account_disabled' });
		await expect(signIn(person.signInName, 'sai')).rejects.toMatchObject({ code: 'sign_in_failed' });
	});

	test('gives every sign-in its own session and ends the one that this browser had', async () => {
		const { person, token } = await signedIn();
		const elsewhere = await signIn(person.signInName);
		const again = await auth.signIn(
			database.sql,
			{ signInName: person.signInName, password },
			{ address, previousToken: token }
		);
		expect(new Set([token, elsewhere.token, again.token]).size).toBe(3);
		expect(await auth.check(database.sql, token)).toBeUndefined();
		expect(await auth.check(database.sql, elsewhere.token)).toBeDefined();
		expect(await auth.check(database.sql, again.token)).toBeDefined();
	});

	test('does not take over a token that somebody planted', async () => {
		const person = await aPerson();
		const { token } = await auth.signIn(
			database.sql,
			{ signInName: person.signInName, password },
			{ address, previousToken: 'planted' }
		);
		expect(token).not.toBe('planted');
		expect(await auth.check(database.sql, 'planted')).toBeUndefined();
	});

	test('is written down with the address, success and failure, but never what was typed', async () => {
		const person = await aPerson();
		await signIn(person.signInName);
		await signIn(person.signInName, 'sai hoàn toàn').catch(() => undefined);
		await signIn('ten-go-nham-mat-khau', 'sai').catch(() => undefined);
		const entries = await audit.list(database.sql, { limit: 3 });
		expect(entries).toMatchObject([
			{ action: 'sign_in_failed', personId: null, detail: { address, reason: 'sign_in_failed' } },
			{ action: 'sign_in_failed', personId: person.id, personName: person.fullName },
			{ action: 'signed_in', personId: person.id, detail: { address } }
		]);
		expect(JSON.stringify(entries)).not.toMatch(/sai hoàn toàn|ten-go-nham/);
	});
});

describe('guessing', () => {
	const guess = (name: string, from = address) =>
		signIn(name, 'sai', from).then(
			() => 'in',
			(cause: unknown) => (cause instanceof Error ? cause.message : 'fault')
		);

	test('is stopped after eight wrong passwords from one address, even with the right one, with the time to wait', async () => {
		const person = await aPerson();
		for (let turn = 0; turn < 8; turn += 1) expect(await guess(person.signInName)).toBe('sign_in_failed');
		await expect(signIn(person.signInName)).rejects.toMatchObject({
			code: 'too_many_attempts',
			data: { seconds: expect.toSatisfy((seconds: number) => seconds > 20 && seconds <= 30) }
		});
	});

	test('does not lock out the person elsewhere', async () => {
		const person = await aPerson();
		for (let turn = 0; turn < 12; turn += 1) await guess(person.signInName);
		await expect(signIn(person.signInName, password, '192.0.2.99')).resolves.toBeDefined();
	});

	test('at once is stopped no later than one after the other', async () => {
		const person = await aPerson();
		const answers = await Promise.all(Array.from({ length: 30 }, () => guess(person.signInName)));
		expect(answers.filter((answer) => answer === 'sign_in_failed')).toHaveLength(8);
		expect(answers.filter((answer) => answer === 'too_many_attempts')).toHaveLength(22);
	});

	test('of one name from many addresses is stopped, too', async () => {
		const person = await aPerson();
		const answers: string[] = [];
		for (let turn = 0; turn < 45; turn += 1)
			answers.push(await guess(person.signInName, `198.51.100.${turn}`));
		expect(answers.indexOf('too_many_attempts')).toBeGreaterThanOrEqual(40);
	});

	test('of one name from many addresses keeps nobody out of a browser used before, which has its own limit', async () => {
		const person = await aPerson();
		const known = (tried: string) =>
			auth.signIn(
				database.sql,
				{ signInName: person.signInName, password: tried },
				{ address, device: `of ${person.id}` }
			);
		await database.sql`
			insert into rate_limits (key, tokens, refilled_at)
			values (${`name:${person.signInName}`}, 0, now() + interval '1 minute')
		`;
		await expect(signIn(person.signInName)).rejects.toMatchObject({ code: 'too_many_attempts' });
		await expect(known(password)).resolves.toBeDefined();
		for (let turn = 0; turn < 8; turn += 1) {
			await expect(known('sai')).rejects.toMatchObject({ code: 'sign_in_failed' });
		}
		await expect(known(password)).rejects.toMatchObject({ code: 'too_many_attempts' });
	});

	test('becomes possible again as time goes by', async () => {
		const person = await aPerson();
		for (let turn = 0; turn < 9; turn += 1) await guess(person.signInName);
		await database.sql`update rate_limits set refilled_at = refilled_at - interval '31 seconds'`;
		await expect(signIn(person.signInName)).resolves.toBeDefined();
	});

	test('right passwords cost nothing, so that a whole city may sign in from one address', async () => {
		const person = await aPerson();
		for (let turn = 0; turn < 20; turn += 1) await signIn(person.signInName);
		const [row] = await database.sql<{ tokens: number }[]>`
			select tokens from rate_limits where key = ${`pair:${person.signInName}@${address}`}
		`;
		expect(row?.tokens).toBe(8);
	});
});

test('production refuses a database with demo accounts that can still sign in', async () => {
	const person = await aPerson();
	await expect(auth.refuseDemoAccounts(database.sql)).resolves.toBeUndefined();
	await database.sql`update people set demo = true where id = ${person.id}`;
	await expect(auth.refuseDemoAccounts(database.sql)).rejects.toThrow(/1 demo account/);
	await database.sql`update people set disabled_at = now() where id = ${person.id}`;
	await expect(auth.refuseDemoAccounts(database.sql)).resolves.toBeUndefined();
});

test('the audit log cannot be changed or emptied', async () => {
	const { sql } = database;
	await expect(sql`update audit_entries set action = 'x'`).rejects.toMatchObject({ code: '23001' });
	await expect(sql`delete from audit_entries`).rejects.toMatchObject({ code: '23001' });
	await expect(sql`truncate audit_entries`).rejects.toMatchObject({ code: '23001' });
});
