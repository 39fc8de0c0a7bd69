import type { Sql } from '#lib/server/platform/db.ts';

export type Heartbeat = { program: 'media-server' | 'archivist'; instance: string; at: Date; alive: boolean };
export type DatabaseFacts = { version: string; size: number };

/** The newest first; a program that has not been heard for 15 seconds is gone. */
export function selectHeartbeats(sql: Sql) {
	return sql<Heartbeat[]>`
		select program, instance, at, at > now() - interval '15 seconds' as alive
		from heartbeats
		order by program, at desc
	`;
}

export async function selectDatabaseFacts(sql: Sql): Promise<DatabaseFacts | undefined> {
	const [row] = await sql<DatabaseFacts[]>`
		select current_setting('server_version') as version, pg_database_size(current_database()) as size
	`;
	return row;
}
