import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endedDuring, password, testAccounts } from '../../../../tests/support/accounts.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as audit from '#lib/server/audit/audit.ts';
import * as auth from './auth.ts';
import { keepSessions } from './session-life.ts';
import { sessionIdOf } from './sessions.ts';

const database = testDatabase();
const { prepare, signIn, signedIn } = testAccounts(database);

beforeAll(prepare);
beforeEach(async () => {
	await database.sql`delete from rate_limits`;
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

	test('is prolonged by an open socket like by a request, unless it has expired', async () => {
		const [sitting, long, expired, other] = await Promise.all([1, 2, 3, 4].map(() => signedIn()));
		if (!sitting || !long || !expired || !other) throw new Error('four people');
		await setTimes(sitting.token, { begunHoursAgo: 3, endsInHours: 1 });
		await setTimes(long.token, { begunHoursAgo: 11, endsInHours: 0.5 });
		await setTimes(expired.token, { begunHoursAgo: 5, endsInHours: -1 });
		await setTimes(other.token, { begunHoursAgo: 3, endsInHours: 1 });
		await keepSessions(
			database.sql,
			[sitting, long, expired].map(({ token }) => sessionIdOf(token))
		);
		expect(await hoursLeft(sitting.token)).toBeCloseTo(4, 1);
		expect(await hoursLeft(long.token)).toBeCloseTo(1, 1);
		expect(await hoursLeft(expired.token)).toBeCloseTo(-1, 1);
		expect(await hoursLeft(other.token)).toBeCloseTo(1, 1);
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
		expect(await endedDuring(database, () => auth.signOut(database.sql, session))).toEqual([
			session.sessionId
		]);
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
		const ended = await endedDuring(database, async () => {
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
		expect(await endedDuring(database, () => auth.tidy(database.sql))).toContain(sessionIdOf(token));
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
