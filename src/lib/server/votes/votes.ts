// The ballot box of secret votes. The log says who has voted; here is the sum of what was chosen, and nothing that
// joins the two: one row for each vote, sealed anew with every vote, its key in a file that goes with the count.
import { mkdir, open, readFile, unlink } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Choice, Tally } from '#lib/protocol/votes.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { deleteTally, insertTally, lockTally, updateTally, type TallyKey } from './queries.ts';
import { keyBytes, seal, unseal } from './sealing.ts';

const empty: Tally = { agree: 0, against: 0, other: 0 };
const onlyOurs = 0o600;

export class BallotBox {
	readonly #folder: string;

	/** `folder` holds the keys; it must not be part of the database's backup. */
	constructor(folder: string) {
		this.#folder = folder;
	}

	/** On the disk before the vote is open. A key that is there already stays. */
	async makeKey(voteId: string): Promise<void> {
		await mkdir(this.#folder, { recursive: true, mode: 0o700 });
		try {
			const file = await open(this.#fileOf(voteId), 'wx', onlyOurs);
			try {
				await file.writeFile(randomBytes(keyBytes));
				await file.sync();
			} finally {
				await file.close();
			}
		} catch (error) {
			if (!hasCode(error, 'EEXIST')) throw error;
		}
	}

	/** From then on nobody can open what was sealed, whatever copies of it there are. */
	async destroyKey(voteId: string): Promise<void> {
		try {
			await unlink(this.#fileOf(voteId));
		} catch (error) {
			if (!hasCode(error, 'ENOENT')) throw error;
		}
	}

	/** In the transaction that opens the vote. */
	async place(tx: Sql, vote: TallyKey): Promise<void> {
		const key = await this.#keyOf(vote.voteId);
		if (key === undefined) throw new CodedError('unavailable');
		await insertTally(tx, vote, seal(key, labelOf(vote), empty));
	}

	/** In the transaction that writes into the log that somebody has voted: both or neither. */
	async add(tx: Sql, vote: TallyKey, choice: Choice): Promise<void> {
		const tally = await this.read(tx, vote);
		const key = await this.#keyOf(vote.voteId);
		if (tally === undefined || key === undefined) throw new CodedError('unavailable');
		await updateTally(tx, vote, seal(key, labelOf(vote), { ...tally, [choice]: tally[choice] + 1 }));
	}

	/** Undefined when it can never be read again: the key is gone, or the row is, or was changed. */
	async read(sql: Sql, vote: TallyKey): Promise<Tally | undefined> {
		const sealed = await lockTally(sql, vote);
		const key = await this.#keyOf(vote.voteId);
		return sealed && key && unseal(key, labelOf(vote), sealed);
	}

	/** In the transaction that writes the sum into the log, or that there will be none. */
	async remove(tx: Sql, vote: TallyKey): Promise<void> {
		await deleteTally(tx, vote);
	}

	async #keyOf(voteId: string): Promise<Uint8Array | undefined> {
		try {
			const key = await readFile(this.#fileOf(voteId));
			// One that was cut short by a crash has never sealed anything.
			return key.length === keyBytes ? key : undefined;
		} catch (error) {
			if (hasCode(error, 'ENOENT')) return undefined;
			throw error;
		}
	}

	#fileOf(voteId: string): string {
		return join(this.#folder, `${voteId}.key`);
	}
}

const labelOf = ({ meetingId, voteId }: TallyKey) => `${meetingId} ${voteId}`;

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
