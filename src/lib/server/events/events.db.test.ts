import { describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import { transaction } from '#lib/server/platform/db.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { conveneMeeting } from '../../../../tests/support/media/meeting.ts';
import { append, read } from './events.ts';

const database = testDatabase();
const opened: NewEvent = { type: 'meeting:opened', data: {} };

async function newMeeting(): Promise<{ meetingId: string; siteId: string; personId: string }> {
	const { meetingId, chair } = await conveneMeeting(database.sql);
	return { meetingId, siteId: chair.siteId, personId: chair.personId };
}

describe('the log', () => {
	test('gives back what was written, in order, with numbers from 1', async () => {
		const { meetingId, siteId, personId } = await newMeeting();
		const connectionId = crypto.randomUUID();
		const written = await append(database.sql, meetingId, [
			{ type: 'site:connected', at: 1_700_000_000_123, siteId, personId, data: { connectionId } },
			opened
		]);
		expect(written.map(({ seq, type }) => [seq, type])).toEqual([
			[1, 'site:connected'],
			[2, 'meeting:opened']
		]);
		expect(await read(database.sql, meetingId)).toEqual(written);
		expect(written[0]).toMatchObject({ at: 1_700_000_000_123, siteId, personId, data: { connectionId } });
	});

	test('can be read from a number on', async () => {
		const { meetingId } = await newMeeting();
		await append(database.sql, meetingId, [opened, opened, opened]);
		expect((await read(database.sql, meetingId, 2)).map(({ seq }) => seq)).toEqual([3]);
	});

	test('has no gaps and no doubles when many write at once', async () => {
		const { meetingId } = await newMeeting();
		await Promise.all(Array.from({ length: 20 }, () => append(database.sql, meetingId, [opened, opened])));
		const seqs = (await read(database.sql, meetingId)).map(({ seq }) => seq);
		expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
	});

	test('takes all or nothing', async () => {
		const { meetingId } = await newMeeting();
		const failed = transaction(database.sql, async (tx) => {
			await append(tx, meetingId, [opened]);
			throw new Error('later');
		});
		await expect(failed).rejects.toThrow('later');
		expect(await read(database.sql, meetingId)).toEqual([]);
		await append(database.sql, meetingId, [opened]);
		expect((await read(database.sql, meetingId)).map(({ seq }) => seq)).toEqual([1]);
	});

	test('refuses a meeting that does not exist', async () => {
		await expect(append(database.sql, crypto.randomUUID(), [opened])).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	test('refuses data that the catalogue does not know', async () => {
		const { meetingId, siteId } = await newMeeting();
		const wrong: NewEvent = { type: 'site:connected', siteId, data: { connectionId: 'not an id' } };
		await expect(append(database.sql, meetingId, [wrong])).rejects.toThrow();
		expect(await read(database.sql, meetingId)).toEqual([]);
	});

	test('cannot be changed', async () => {
		const { meetingId } = await newMeeting();
		await append(database.sql, meetingId, [opened]);
		const forge = database.sql`update meeting_events set type = 'meeting:ended' where meeting_id = ${meetingId}`;
		await expect(forge).rejects.toThrow('append-only');
	});
});
