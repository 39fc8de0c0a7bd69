import type { Sql } from '#lib/server/platform/db.ts';

export type TallyKey = { meetingId: string; voteId: string };

export async function insertTally(
	sql: Sql,
	{ meetingId, voteId }: TallyKey,
	sealed: Uint8Array
): Promise<void> {
	await sql`insert into secret_tallies (meeting_id, vote_id, sealed) values (${meetingId}, ${voteId}, ${sealed})`;
}

/** Holds the row until the transaction ends. */
export async function lockTally(sql: Sql, { meetingId, voteId }: TallyKey): Promise<Uint8Array | undefined> {
	const [row] = await sql<{ sealed: Uint8Array }[]>`
		select sealed from secret_tallies where meeting_id = ${meetingId} and vote_id = ${voteId} for update
	`;
	return row?.sealed;
}

export async function updateTally(
	sql: Sql,
	{ meetingId, voteId }: TallyKey,
	sealed: Uint8Array
): Promise<void> {
	await sql`
		update secret_tallies set sealed = ${sealed} where meeting_id = ${meetingId} and vote_id = ${voteId}
	`;
}

export async function deleteTally(sql: Sql, { meetingId, voteId }: TallyKey): Promise<void> {
	await sql`delete from secret_tallies where meeting_id = ${meetingId} and vote_id = ${voteId}`;
}
