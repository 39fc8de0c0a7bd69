// The only file that knows lucia. It decides when a session is valid and when it is prolonged; what it lacks stands
// around it: the table holds hashes of the tokens only, and no session outlives the absolute limit.
import { createHash, randomBytes } from 'node:crypto';
import { type Adapter, Lucia, TimeSpan } from 'lucia';
import type { Sql } from '#lib/server/platform/db.ts';
import type { SignedInPerson } from './duties.ts';
import * as queries from './queries.ts';
import { sessionHours } from './session-life.ts';

/** Renewing at each request would write at each request. */
const renewAfterMs = 5 * 60_000;

type PersonAttributes = Omit<SignedInPerson, 'id'> & { temporaryPassword: boolean };

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<Record<never, never>, PersonAttributes>;
		DatabaseUserAttributes: PersonAttributes;
	}
}

export type Session = {
	sessionId: string;
	person: SignedInPerson;
	/** Set by somebody else; must be changed before anything else. */
	temporaryPassword: boolean;
};

/** A new session and the token that opens it, which is stored nowhere but in the person's cookie. */
export async function openSession(sql: Sql, personId: string): Promise<{ token: string; sessionId: string }> {
	const token = randomBytes(32).toString('base64url');
	const session = await lucia(sql).createSession(personId, {}, { sessionId: sessionIdOf(token) });
	return { token, sessionId: session.id };
}

export async function findSession(sql: Sql, token: string): Promise<Session | undefined> {
	const { session, user } = await lucia(sql).validateSession(sessionIdOf(token));
	if (session === null) return undefined;
	const expiresAt = new Date(Date.now() + sessionHours.idle * 3_600_000);
	if (expiresAt.getTime() - session.expiresAt.getTime() > renewAfterMs) {
		await queries.prolongSession(sql, { id: session.id, expiresAt, mostHours: sessionHours.most });
	}
	const { temporaryPassword, ...person } = user;
	return { sessionId: session.id, person, temporaryPassword };
}

export function sessionIdOf(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}

function lucia(sql: Sql) {
	return new Lucia(adapter(sql), {
		sessionExpiresIn: new TimeSpan(sessionHours.idle, 'h'),
		getUserAttributes: (attributes) => attributes
	});
}

/** Ours instead of the library's: one query for a check instead of two, and usable inside a transaction. */
function adapter(sql: Sql): Adapter {
	return {
		async getSessionAndUser(sessionId) {
			const row = await queries.findSession(sql, sessionId);
			if (row === undefined) return [null, null];
			const { sessionId: found, expiresAt, id, ...attributes } = row;
			return [
				{ id: found, userId: id, expiresAt, attributes: {} },
				{ id, attributes }
			];
		},
		async setSession({ id, userId, expiresAt }) {
			await queries.insertSession(sql, { id, personId: userId, expiresAt });
		},
		async updateSessionExpiration(id, expiresAt) {
			await queries.prolongSession(sql, { id, expiresAt, mostHours: sessionHours.most });
		},
		async deleteSession(sessionId) {
			await queries.deleteSession(sql, sessionId);
		},
		async deleteUserSessions(personId) {
			await queries.deleteSessionsOf(sql, personId);
		},
		async deleteExpiredSessions() {
			await queries.deleteExpiredSessions(sql);
		},
		async getUserSessions() {
			throw new Error('nobody asks for the sessions of a person');
		}
	};
}
