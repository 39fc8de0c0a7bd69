import type { Sql } from '#lib/server/platform/db.ts';

export type EventRow = {
	meetingId: string;
	seq: number;
	at: Date;
	type: string;
	siteId: string | null;
	personId: string | null;
	data: unknown;
};

export type NewEventRow = Omit<EventRow, 'data'> & { data: object };

/** Holds the meeting's log until the transaction ends; answers the number of its last event, undefined without a meeting. */
export async function lockLog(sql: Sql, meetingId: string): Promise<number | undefined> {
	// A weaker lock than `for update`, so that rows which refer to the meeting can be written meanwhile.
	const [meeting] = await sql`select id from meetings where id = ${meetingId} for no key update`;
	if (meeting === undefined) return undefined;
	// A statement of its own: only then does it see what was committed while the lock was awaited.
	const [last] = await sql<{ seq: number }[]>`
		select coalesce(max(seq), 0) as seq from meeting_events where meeting_id = ${meetingId}
	`;
	return last?.seq ?? 0;
}

export async function insertEvents(sql: Sql, rows: NewEventRow[]): Promise<void> {
	const values = rows.map((row) => ({ ...row, data: sql.json({ ...row.data }) }));
	await sql`
		insert into meeting_events ${sql(values, 'meetingId', 'seq', 'at', 'type', 'siteId', 'personId', 'data')}
	`;
}

/** To whom the chair was handed last; undefined when it never was. */
export async function findHanded(sql: Sql, meetingId: string): Promise<string | undefined> {
	const [row] = await sql<{ personId: string }[]>`
		select data ->> 'personId' as person_id
		from meeting_events
		where meeting_id = ${meetingId} and type = 'chair:handed'
		order by seq desc
		limit 1
	`;
	return row?.personId;
}

export async function selectEvents(sql: Sql, meetingId: string, after: number): Promise<EventRow[]> {
	return sql<EventRow[]>`
		select meeting_id, seq, at, type, site_id, person_id, data
		from meeting_events
		where meeting_id = ${meetingId} and seq > ${after}
		order by seq
	`;
}
