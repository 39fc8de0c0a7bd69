// Signing in and out, and who is signed in. The only domain that knows passwords and sessions.
import { record } from '#lib/server/audit/audit.ts';
import { type Sql, transaction } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { SignedInPerson } from './duties.ts';
import { hashPassword, makePassword, passwordFits } from './password.ts';
import * as queries from './queries.ts';
import { type Bucket, forgetFull, giveBack, signInBuckets, take } from './rate-limit.ts';
import type { PasswordChange, SignInInput } from './schema.ts';
import { findSession, openSession, type Session } from './sessions.ts';

export { clearCookie, cookieName, readCookie, writeCookie } from './cookie.ts';
export { readDevice, writeDevice } from './device.ts';
export { duties, hasDuty, type Duty, type Locale, type SignedInPerson } from './duties.ts';
export { hashPassword, makePassword, passwordLength } from './password.ts';
export { passwordChange, signInInput, type PasswordChange, type SignInInput } from './schema.ts';
export type { Session } from './sessions.ts';

export type SignInPlace = {
	address: string;
	previousToken?: string | undefined;
	/** From `readDevice`: a browser that this person has signed in with before. */
	device?: string | undefined;
};

/**
 * Answers the token for the cookie. `sign_in_failed` for an unknown name and for a wrong password alike;
 * `too_many_attempts` with the seconds to wait; `account_disabled` only to somebody who knows the password.
 * Not to be called inside a transaction: a failure must still be counted.
 */
export async function signIn(
	sql: Sql,
	{ signInName, password }: SignInInput,
	{ address, previousToken, device }: SignInPlace
): Promise<{ token: string }> {
	const buckets = signInBuckets(signInName, address, device);
	await requireTokens(sql, buckets);
	const account = await queries.findAccount(sql, signInName);
	const fits = await passwordFits(account?.passwordHash, password);
	if (account === undefined || !fits || account.disabledAt !== null) {
		const reason = account !== undefined && fits ? 'account_disabled' : 'sign_in_failed';
		await record(sql, {
			personId: account?.personId ?? null,
			action: 'sign_in_failed',
			detail: { address, reason }
		});
		throw new CodedError(reason);
	}
	await giveBack(sql, buckets);
	return transaction(sql, async (tx) => {
		// Disabled, or given another password, while this one was being compared.
		if (!(await queries.lockAccount(tx, account))) throw new CodedError('sign_in_failed');
		if (previousToken !== undefined) await endSessionOf(tx, previousToken);
		await record(tx, { personId: account.personId, action: 'signed_in', detail: { address } });
		const { token } = await openSession(tx, account.personId);
		return { token };
	});
}

/** Who holds this token; undefined when its session has ended, in whatever way. */
export async function check(sql: Sql, token: string): Promise<Session | undefined> {
	return findSession(sql, token);
}

/** Ends the session and, through `session_ended`, its open sockets. */
export async function signOut(sql: Sql, { person, sessionId }: Pick<Session, 'person' | 'sessionId'>) {
	await transaction(sql, async (tx) => {
		if (await queries.deleteSession(tx, sessionId)) {
			await record(tx, { personId: person.id, action: 'signed_out' });
		}
	});
}

/** Ends all sessions of a person: disabled, or the password was changed. */
export async function endSessionsOf(sql: Sql, personId: string): Promise<number> {
	return queries.deleteSessionsOf(sql, personId);
}

/** Sets a password for somebody else, ends that person's sessions, and answers the password, to be shown once. */
export async function issuePassword(sql: Sql, personId: string): Promise<string> {
	const password = makePassword();
	const passwordHash = await hashPassword(password);
	await transaction(sql, async (tx) => {
		await queries.savePassword(tx, { personId, passwordHash, temporary: true });
		await endSessionsOf(tx, personId);
	});
	return password;
}

/** A password that is known already and stays: for people who are made with their accounts, as in the demo. */
export async function savePasswordHash(sql: Sql, personId: string, passwordHash: string): Promise<void> {
	await queries.savePassword(sql, { personId, passwordHash, temporary: false });
}

/** Ends every session of the person, this one, too, and answers the token of a new one. */
export async function changePassword(
	sql: Sql,
	person: SignedInPerson,
	{ current, next }: PasswordChange
): Promise<{ token: string }> {
	const buckets: Bucket[] = [{ key: `change:${person.id}`, capacity: 8, secondsPerToken: 30 }];
	await requireTokens(sql, buckets);
	if (!(await passwordFits(await queries.findPasswordHash(sql, person.id), current))) {
		throw new CodedError('sign_in_failed', { data: { field: 'current', problem: 'invalid' } });
	}
	await giveBack(sql, buckets);
	const passwordHash = await hashPassword(next);
	return transaction(sql, async (tx) => {
		await queries.savePassword(tx, { personId: person.id, passwordHash, temporary: false });
		await endSessionsOf(tx, person.id);
		await record(tx, { personId: person.id, action: 'password_changed' });
		const { token } = await openSession(tx, person.id);
		return { token };
	});
}

/** Somebody else has set the password; the page says why it must be changed. */
export async function hasTemporaryPassword(sql: Sql, personId: string): Promise<boolean> {
	return queries.isPasswordTemporary(sql, personId);
}

/** What nobody asks for any more: expired sessions and full buckets. */
export async function tidy(sql: Sql): Promise<void> {
	await queries.deleteExpiredSessions(sql);
	await forgetFull(sql);
}

/** Production does not start on a database whose accounts stand in a file of the demo. */
export async function refuseDemoAccounts(sql: Sql): Promise<void> {
	const count = await queries.countDemoAccounts(sql);
	if (count > 0) {
		throw new Error(
			`production refuses to start: this database has ${count} demo accounts. Use a database of its own, or disable them`
		);
	}
}

async function requireTokens(sql: Sql, buckets: Bucket[]): Promise<void> {
	const seconds = await take(sql, buckets);
	if (seconds > 0) throw new CodedError('too_many_attempts', { data: { seconds } });
}

async function endSessionOf(sql: Sql, token: string): Promise<void> {
	const session = await findSession(sql, token);
	if (session !== undefined) await queries.deleteSession(sql, session.sessionId);
}
