import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import { append, read } from '#lib/server/events/events.ts';
import { transaction } from '#lib/server/platform/db.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { conveneMeeting } from '../../../../tests/support/media/meeting.ts';
import { BallotBox } from './votes.ts';

const database = testDatabase();
let folder: string;
let box: BallotBox;

beforeAll(async () => {
	folder = join(await mkdtemp(join(tmpdir(), 'diem-cau-box-')), 'votes');
	box = new BallotBox(folder);
});
afterAll(() => rm(join(folder, '..'), { recursive: true }));

async function newVote() {
	const { meetingId, chair } = await conveneMeeting(database.sql);
	const vote = { meetingId, voteId: crypto.randomUUID() };
	await box.makeKey(vote.voteId);
	await transaction(database.sql, (tx) => box.place(tx, vote));
	return { vote, chair };
}

const add = (vote: { meetingId: string; voteId: string }, choice: 'agree' | 'against' | 'other') =>
	transaction(database.sql, (tx) => box.add(tx, vote, choice));

describe('the ballot box', () => {
	test('counts what is put in, also when all come at once', async () => {
		const { vote } = await newVote();
		await Promise.all([
			...Array.from({ length: 12 }, () => add(vote, 'agree')),
			...Array.from({ length: 5 }, () => add(vote, 'against')),
			add(vote, 'other')
		]);
		expect(await box.read(database.sql, vote)).toEqual({ agree: 12, against: 5, other: 1 });
	});

	test('goes on with another program of the same data folder', async () => {
		const { vote } = await newVote();
		await add(vote, 'agree');
		expect(await new BallotBox(folder).read(database.sql, vote)).toEqual({ agree: 1, against: 0, other: 0 });
		await box.makeKey(vote.voteId);
		expect(await box.read(database.sql, vote)).toEqual({ agree: 1, against: 0, other: 0 });
	});

	test('takes nothing of a transaction that fails', async () => {
		const { vote } = await newVote();
		const failed = transaction(database.sql, async (tx) => {
			await box.add(tx, vote, 'agree');
			throw new Error('later');
		});
		await expect(failed).rejects.toThrow('later');
		expect(await box.read(database.sql, vote)).toEqual({ agree: 0, against: 0, other: 0 });
	});

	test('holds one row for a vote, without a time, always of the same size, and no choice in the clear', async () => {
		const { vote } = await newVote();
		const rows = () =>
			database.sql<Record<string, unknown>[]>`select * from secret_tallies where vote_id = ${vote.voteId}`;
		const [before] = await rows();
		for (const choice of ['agree', 'agree', 'other'] as const) await add(vote, choice);
		const [after, ...more] = await rows();
		expect(more).toEqual([]);
		expect(Object.keys(after ?? {})).toEqual(['meetingId', 'voteId', 'sealed']);
		expect(after?.sealed).not.toEqual(before?.sealed);
		expect(after?.sealed).toHaveLength(40);
	});

	test('is closed for good when its key is destroyed', async () => {
		const { vote } = await newVote();
		await add(vote, 'agree');
		await box.destroyKey(vote.voteId);
		await box.destroyKey(vote.voteId);
		expect(await box.read(database.sql, vote)).toBeUndefined();
		await expect(add(vote, 'agree')).rejects.toMatchObject({ code: 'unavailable' });
	});

	test('is gone when it was counted', async () => {
		const { vote } = await newVote();
		await box.remove(database.sql, vote);
		expect(await box.read(database.sql, vote)).toBeUndefined();
	});

	test('keeps its keys to itself', async () => {
		const { vote } = await newVote();
		expect(await readdir(folder)).toContain(`${vote.voteId}.key`);
		const { mode } = await stat(join(folder, `${vote.voteId}.key`));
		expect(mode & 0o077).toBe(0);
		expect((await stat(folder)).mode & 0o077).toBe(0);
	});

	test('does not take a key that was cut short for one', async () => {
		const { meetingId } = await conveneMeeting(database.sql);
		const vote = { meetingId, voteId: crypto.randomUUID() };
		await writeFile(join(folder, `${vote.voteId}.key`), 'short');
		await expect(box.place(database.sql, vote)).rejects.toMatchObject({ code: 'unavailable' });
	});
});

test('the log takes one mark of a voter in a secret vote, whoever writes it', async () => {
	const { vote, chair } = await newVote();
	const { voteId } = vote;
	const marked = (voterId: string): NewEvent => ({
		type: 'vote:marked',
		siteId: chair.siteId,
		data: { voteId, ballotId: crypto.randomUUID(), voterId }
	});
	await append(database.sql, vote.meetingId, [marked('a'), marked('b')]);
	await expect(append(database.sql, vote.meetingId, [marked('a')])).rejects.toThrow('marked_once');
	expect(await read(database.sql, vote.meetingId)).toHaveLength(2);
});
