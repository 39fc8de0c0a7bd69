import type { Sql } from '#lib/server/platform/db.ts';
import type { SignedInPerson } from './duties.ts';
import type { Bucket } from './rate-limit.ts';

export type Account = {
	personId: string;
	passwordHash: string;
	disabledAt: Date | null;
};

export type SessionRow = SignedInPerson & {
	sessionId: string;
	expiresAt: Date;
	temporaryPassword: boolean;
};

export async function findAccount(sql: Sql, signInName: string): Promise<Account | undefined> {
	const [row] = await sql<Account[]>`
		select person.id as person_id, credentials.password_hash, person.disabled_at
		from people person
		join credentials on credentials.person_id = person.id
		where person.sign_in_name = ${signInName}
	`;
	return row;
}

/** Holds the account as it was found until the transaction ends; false when it is not so any more. */
export async function lockAccount(sql: Sql, account: Account): Promise<boolean> {
	const rows = await sql`
		select person.id
		from people person
		join credentials on credentials.person_id = person.id
		where person.id = ${account.personId}
			and person.disabled_at is null
			and credentials.password_hash = ${account.passwordHash}
		for share
	`;
	return rows.length === 1;
}

export async function countDemoAccounts(sql: Sql): Promise<number> {
	const [row] = await sql<{ count: number }[]>`
		select count(*) from people person
		join credentials on credentials.person_id = person.id
		where person.demo and person.disabled_at is null
	`;
	return row?.count ?? 0;
}

export async function findPasswordHash(sql: Sql, personId: string): Promise<string | undefined> {
	const [row] = await sql<{ passwordHash: string }[]>`
		select password_hash from credentials where person_id = ${personId}
	`;
	return row?.passwordHash;
}

export async function isPasswordTemporary(sql: Sql, personId: string): Promise<boolean> {
	const [row] = await sql<{ temporary: boolean }[]>`
		select temporary from credentials where person_id = ${personId}
	`;
	return row?.temporary ?? false;
}

export async function savePassword(
	sql: Sql,
	password: { personId: string; passwordHash: string; temporary: boolean }
): Promise<void> {
	await sql`
		insert into credentials (person_id, password_hash, temporary)
		values (${password.personId}, ${password.passwordHash}, ${password.temporary})
		on conflict (person_id) do update set
			password_hash = excluded.password_hash,
			temporary = excluded.temporary,
			changed_at = now()
	`;
}

/** The session with its person; undefined when the person is disabled, too. */
export async function findSession(sql: Sql, sessionId: string): Promise<SessionRow | undefined> {
	const [row] = await sql<SessionRow[]>`
		select
			session.id as session_id, session.expires_at,
			person.id, person.unit_id, person.full_name, person.position, person.sign_in_name, person.locale,
			array(select duty from duties where person_id = person.id order by duty) as duties,
			credentials.temporary as temporary_password
		from sessions session
		join people person on person.id = session.user_id
		join credentials on credentials.person_id = person.id
		where session.id = ${sessionId} and person.disabled_at is null
	`;
	return row;
}

export async function insertSession(
	sql: Sql,
	session: { id: string; personId: string; expiresAt: Date }
): Promise<void> {
	await sql`
		insert into sessions (id, user_id, expires_at)
		values (${session.id}, ${session.personId}, ${session.expiresAt})
	`;
}

/** Never past the absolute limit, whatever is asked for. */
export async function prolongSession(
	sql: Sql,
	session: { id: string; expiresAt: Date; mostHours: number }
): Promise<void> {
	await sql`
		update sessions
		set expires_at = least(${session.expiresAt}, created_at + make_interval(hours => ${session.mostHours}))
		where id = ${session.id}
	`;
}

/** All that have not expired, each to at least `hours` from now, and never past the absolute limit. Answers which. */
export async function prolongSessions(
	sql: Sql,
	{ ids, hours, mostHours }: { ids: string[]; hours: number; mostHours: number }
): Promise<string[]> {
	const rows = await sql<{ id: string }[]>`
		update sessions
		set expires_at = least(now() + make_interval(hours => ${hours}), created_at + make_interval(hours => ${mostHours}))
		where id = any(${ids}) and expires_at > now()
		returning id
	`;
	return rows.map(({ id }) => id);
}

/** Ends the session; the media server listens and ends its sockets. */
export async function deleteSession(sql: Sql, sessionId: string): Promise<boolean> {
	const rows = await sql`
		with ended as (delete from sessions where id = ${sessionId} returning id)
		select pg_notify('session_ended', id) from ended
	`;
	return rows.length === 1;
}

export async function deleteSessionsOf(sql: Sql, personId: string): Promise<number> {
	const rows = await sql`
		with ended as (delete from sessions where user_id = ${personId} returning id)
		select pg_notify('session_ended', id) from ended
	`;
	return rows.length;
}

export async function deleteExpiredSessions(sql: Sql): Promise<void> {
	await sql`
		with ended as (delete from sessions where expires_at <= now() returning id)
		select pg_notify('session_ended', id) from ended
	`;
}

/** Seconds to wait for the next token; 0 when one was taken. */
export async function takeToken(sql: Sql, bucket: Bucket): Promise<number> {
	const { key, capacity } = bucket;
	const taken = await sql`
		insert into rate_limits as bucket (key, tokens) values (${key}, ${capacity - 1})
		on conflict (key) do update set tokens = ${filled(sql, bucket)} - 1, refilled_at = clock_timestamp()
		where ${filled(sql, bucket)} >= 1
		returning key
	`;
	if (taken.length === 1) return 0;
	const [row] = await sql<{ wait: number }[]>`
		select (1 - ${filled(sql, bucket)}) * ${bucket.secondsPerToken}::double precision as wait
		from rate_limits bucket
		where key = ${key}
	`;
	// A token may have come back between the two statements; the caller tries again in a second.
	return Math.max(1, row?.wait ?? 1);
}

export async function returnToken(sql: Sql, { key, capacity }: Bucket): Promise<void> {
	await sql`update rate_limits set tokens = least(${capacity}, tokens + 1) where key = ${key}`;
}

export async function deleteFullBuckets(sql: Sql, afterSeconds: number): Promise<void> {
	await sql`delete from rate_limits where refilled_at < now() - make_interval(secs => ${afterSeconds})`;
}

function filled(sql: Sql, { capacity, secondsPerToken }: Bucket) {
	return sql`least(
		${capacity}::double precision,
		bucket.tokens
			+ extract(epoch from clock_timestamp() - bucket.refilled_at)::double precision / ${secondsPerToken}::double precision
	)`;
}
