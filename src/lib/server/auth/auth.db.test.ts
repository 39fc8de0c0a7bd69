import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPerson, importCity } from '../../../../tests/support/city.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as audit from '#lib/server/audit/audit.ts';
import * as auth from './auth.ts';
import { sessionIdOf } from './sessions.ts';

const database = testDatabase();
const password = 'mật khẩu của tôi';
const address = '192.0.2.7';
let passwordHash: string;

beforeAll(async () => {
	await importCity(database.sql);
	passwordHash = await auth.hashPassword(password);
});

beforeEach(async () => {
	await database.sql`delete from rate_limits`;
});

async function aPerson(duties: auth.Duty[] = ['clerk']) {
	const person = await addPerson(database.sql, '316', duties);
	await auth.savePasswordHash(database.sql, person.id, passwordHash);
	return person;
}

const signIn = (signInName: string, tried = password, from = address) =>
	auth.signIn(database.sql, { signInName, password: tried }, { address: from });

async function signedIn(duties?: auth.Duty[]) {
	const person = await aPerson(duties);
	const { token } = await signIn(person.signInName);
	return { person, token };
}

/** Runs `work` and answers the sessions whose end was announced meanwhile. */
async function endedDuring(work: () => Promise<unknown>): Promise<string[]> {
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

describe('a session', () => {
	const setTimes = (token: string, times: { begunHoursAgo?: number; endsInHours: number }) => database.sql`
		update sessions
		set created_at = now() - make_interval(secs => ${(times.begunHoursAgo ?? 0) * 3600}),
			expires_at = now() + make_interval(secs => ${times.endsInHours * 3600})
		where id = ${sessionIdOf(token)}
	`;
	const hoursLeft = async (token: string) => {
		const [row] = await database.sql<{ hours: number }[]>`
			select extract(epoch from expires_at - now())::double precision / 3600 as hours
			from sessions where id = ${sessionIdOf(token)}
		`;
		return row?.hours ?? 0;
	};

	test('lasts four hours, prolonged by use', async () => {
		const { token } = await signedIn();
		expect(await hoursLeft(token)).toBeCloseTo(4, 1);
		await setTimes(token, { begunHoursAgo: 1, endsInHours: 3 });
		await auth.check(database.sql, token);
		expect(await hoursLeft(token)).toBeCloseTo(4, 1);
	});

	test('ends when it was not used', async () => {
		const { token } = await signedIn();
		await setTimes(token, { begunHoursAgo: 4.1, endsInHours: -0.1 });
		expect(await auth.check(database.sql, token)).toBeUndefined();
		expect(await hoursLeft(token)).toBe(0);
	});

	test('is never prolonged past twelve hours, however busy', async () => {
		const { token } = await signedIn();
		await setTimes(token, { begunHoursAgo: 11, endsInHours: 0.5 });
		expect(await auth.check(database.sql, token)).toBeDefined();
		expect(await hoursLeft(token)).toBeCloseTo(1, 1);
		await setTimes(token, { begunHoursAgo: 12.01, endsInHours: -0.01 });
		expect(await auth.check(database.sql, token)).toBeUndefined();
	});

	test('cannot be made longer in the table either', async () => {
		const { token } = await signedIn();
		await expect(setTimes(token, { begunHoursAgo: 11, endsInHours: 2 })).rejects.toMatchObject({
			constraint_name: 'sessions_absolute_limit'
		});
	});

	test('of somebody who was disabled opens nothing', async () => {
		const { person, token } = await signedIn();
		await database.sql`update people set disabled_at = now() where id = ${person.id}`;
		expect(await auth.check(database.sql, token)).toBeUndefined();
	});

	test('knows rights that were changed since the sign-in', async () => {
		const { person, token } = await signedIn(['administrator']);
		await database.sql`delete from duties where person_id = ${person.id}`;
		expect((await auth.check(database.sql, token))?.person.duties).toEqual([]);
	});

	test('is not found by a token that is no token', async () => {
		for (const token of ['', ' ', 'x'.repeat(5000), "' or true --", '\u0000']) {
			expect(await auth.check(database.sql, token)).toBeUndefined();
		}
	});
});

describe('ending sessions', () => {
	test('signing out ends this session only, and says so to the media server', async () => {
		const { person, token } = await signedIn();
		const other = await signIn(person.signInName);
		const session = await auth.check(database.sql, token);
		if (session === undefined) throw new Error('no session');
		expect(await endedDuring(() => auth.signOut(database.sql, session))).toEqual([session.sessionId]);
		expect(await auth.check(database.sql, token)).toBeUndefined();
		expect(await auth.check(database.sql, other.token)).toBeDefined();
		expect((await audit.list(database.sql, { limit: 1 }))[0]).toMatchObject({
			action: 'signed_out',
			personId: person.id
		});
	});

	test('signing out twice is no fault and is written down once', async () => {
		const { token } = await signedIn();
		const session = await auth.check(database.sql, token);
		if (session === undefined) throw new Error('no session');
		await auth.signOut(database.sql, session);
		const [before] = await audit.list(database.sql, { limit: 1 });
		await auth.signOut(database.sql, session);
		expect(await audit.list(database.sql, { limit: 1 })).toEqual([before]);
	});

	test('a password set by somebody else ends all sessions and must be changed first', async () => {
		const { person, token } = await signedIn();
		const other = await signIn(person.signInName);
		let issued = '';
		const ended = await endedDuring(async () => {
			issued = await auth.issuePassword(database.sql, person.id);
		});
		expect(ended.toSorted()).toEqual([sessionIdOf(token), sessionIdOf(other.token)].toSorted());
		await expect(signIn(person.signInName)).rejects.toMatchObject({ code: 'sign_in_failed' });
		const { token: fresh } = await signIn(person.signInName, issued);
		expect((await auth.check(database.sql, fresh))?.temporaryPassword).toBe(true);
	});

	test('expired sessions are tidied away, and buckets that are full again', async () => {
		const { token } = await signedIn();
		const kept = await signedIn();
		await database.sql`
			update sessions set created_at = now() - interval '5 hours', expires_at = now() - interval '1 hour'
			where id = ${sessionIdOf(token)}
		`;
		await database.sql`update rate_limits set refilled_at = now() - interval '2 hours'`;
		expect(await endedDuring(() => auth.tidy(database.sql))).toContain(sessionIdOf(token));
		expect(await database.sql`select key from rate_limits`).toHaveLength(0);
		expect(await auth.check(database.sql, kept.token)).toBeDefined();
	});
});

describe('changing the own password', () => {
	const next = 'mật khẩu mới hơn';
	const change = (person: auth.SignedInPerson, current = password) =>
		auth.changePassword(database.sql, person, { current, next, again: next });

	test('needs the current one, ends every other session and goes on in a new one', async () => {
		const { person, token } = await signedIn();
		const other = await signIn(person.signInName);
		const changed = await change(person);
		expect(await auth.check(database.sql, token)).toBeUndefined();
		expect(await auth.check(database.sql, other.token)).toBeUndefined();
		expect(await auth.check(database.sql, changed.token)).toMatchObject({ temporaryPassword: false });
		await expect(signIn(person.signInName)).rejects.toMatchObject({ code: 'sign_in_failed' });
		await expect(signIn(person.signInName, next)).resolves.toBeDefined();
		expect((await audit.list(database.sql, { limit: 3 }))[2]).toMatchObject({ action: 'password_changed' });
	});

	test('cannot be used to guess the password of an open session', async () => {
		const { person } = await signedIn();
		for (let turn = 0; turn < 8; turn += 1) {
			await expect(change(person, 'sai')).rejects.toMatchObject({ code: 'sign_in_failed' });
		}
		await expect(change(person)).rejects.toMatchObject({ code: 'too_many_attempts' });
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
