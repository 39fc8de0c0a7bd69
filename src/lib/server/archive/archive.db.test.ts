import { beforeEach, describe, expect, it } from 'vitest';
import { prepareJobs } from '#lib/server/platform/jobs.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import { holdMeeting, type HeldMeeting } from '../../../../tests/support/held-meeting.ts';
import * as archive from './archive.ts';

const database = testDatabase();
let held: HeldMeeting;

beforeEach(async () => {
	await prepareJobs({ databaseUrl: database.url, dataDir: '/nowhere' });
	await database.sql`delete from pgboss.job`;
	held = await holdMeeting(database.sql);
});

const secretary = () => ({ id: held.secretaryId, unitId: held.cityId, duties: ['secretary'] });

async function waitingJobs() {
	const rows = await database.sql<{ name: string }[]>`
		select name from pgboss.job
		where state = 'created' and data->>'meetingId' = ${held.meetingId}
		order by name
	`;
	return rows.map((row) => row.name);
}

const hash = (letter: string) => letter.repeat(64);

async function capture(source: 'camera' | 'microphone' = 'camera') {
	await archive.startRecording(database.sql, held.meetingId);
	const part = await archive.addPart(database.sql, {
		meetingId: held.meetingId,
		siteId: held.sites.main,
		source
	});
	await archive.partStarted(database.sql, part.id, new Date(held.openedAt + 500));
	return part;
}

const end = () => new Date(held.openedAt + 60_000);

describe('capturing', () => {
	it('gives every part a path of its own below the meeting', async () => {
		const first = await capture();
		const second = await capture('microphone');
		expect(first.path).toBe(`${held.meetingId}/${first.id}.mkv`);
		expect(second.path).not.toBe(first.path);
		const parts = await archive.listParts(database.sql, held.meetingId);
		expect(parts).toHaveLength(2);
		expect(parts[0]).toMatchObject({ state: 'capturing', startedAt: new Date(held.openedAt + 500) });
	});

	it('keeps the first packet time that was told first', async () => {
		const part = await capture();
		await archive.partStarted(database.sql, part.id, new Date(held.openedAt + 9_000));
		const [row] = await archive.listParts(database.sql, held.meetingId);
		expect(row?.startedAt).toEqual(new Date(held.openedAt + 500));
	});

	it('is listed until it is finished, with the end of a meeting that ended meanwhile', async () => {
		const own = async () =>
			(await archive.listCapturing(database.sql)).filter(({ meetingId }) => meetingId === held.meetingId);
		expect(await own()).toEqual([]);
		await archive.startRecording(database.sql, held.meetingId);
		const [listed] = await own();
		expect(listed?.endedAt).toBeInstanceOf(Date);
		await database.sql`
			update meetings set state = 'open', ended_at = null where id = ${held.meetingId}
		`;
		expect(await own()).toEqual([{ meetingId: held.meetingId, endedAt: null }]);
		await archive.finishCapture(database.sql, held.meetingId, end());
		expect(await own()).toEqual([]);
	});

	it('starts once, even when the media server comes back in the middle', async () => {
		await archive.startRecording(database.sql, held.meetingId);
		await archive.startRecording(database.sql, held.meetingId);
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({ state: 'capturing' });
	});

	it('ends a part as captured or as failed, and only once', async () => {
		const part = await capture();
		await archive.partEnded(database.sql, part.id, { endedAt: end(), size: 1000 });
		await archive.partEnded(database.sql, part.id, { endedAt: new Date(), failure: 'writer_failed' });
		const broken = await capture();
		await archive.partEnded(database.sql, broken.id, { endedAt: end(), failure: 'writer_failed' });
		const parts = await archive.listParts(database.sql, held.meetingId);
		expect(parts.find(({ id }) => id === broken.id)).toMatchObject({
			state: 'failed',
			failure: 'writer_failed'
		});
		expect(parts.find(({ id }) => id === part.id)).toMatchObject({ endedAt: end(), size: 1000 });
	});

	it('answers which parts a crash interrupted', async () => {
		const part = await capture();
		expect(await archive.interruptParts(database.sql, held.meetingId, end())).toEqual([part.id]);
		expect(await archive.interruptParts(database.sql, held.meetingId, end())).toEqual([]);
	});
});

describe('the end of the meeting', () => {
	it('hands the recording and the minutes to the archivist', async () => {
		await capture();
		await archive.finishCapture(database.sql, held.meetingId, end());
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({ state: 'captured' });
		expect(await waitingJobs()).toEqual(['minutes-draft', 'recording-compose']);
		const [part] = await archive.listParts(database.sql, held.meetingId);
		expect(part).toMatchObject({ state: 'captured', endedAt: end() });
	});

	it('drafts minutes for a meeting of which nothing was captured', async () => {
		await archive.startRecording(database.sql, held.meetingId);
		await archive.finishCapture(database.sql, held.meetingId, end());
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({ state: 'empty' });
		expect(await waitingJobs()).toEqual(['minutes-draft']);
	});

	it('leaves no job behind when its transaction is rolled back', async () => {
		await capture();
		const undone = database.sql.begin(async (tx) => {
			await archive.finishCapture(tx, held.meetingId, end());
			throw new Error('undone');
		});
		await expect(undone).rejects.toThrow('undone');
		expect(await waitingJobs()).toEqual([]);
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({ state: 'capturing' });
	});

	it('lets one job of a kind wait for each meeting', async () => {
		await capture();
		await archive.finishCapture(database.sql, held.meetingId, end());
		await archive.finishCapture(database.sql, held.meetingId, end());
		expect(await waitingJobs()).toEqual(['minutes-draft', 'recording-compose']);
	});
});

describe('composing', () => {
	const file = (letter: string, mediaType: string) => ({ hash: hash(letter), size: 5, mediaType });
	const composition = () => ({
		beginsAt: new Date(held.openedAt),
		durationMs: 60_000,
		video: file('a', 'video/mp4'),
		audio: file('b', 'audio/mp4'),
		poster: file('c', 'image/jpeg')
	});

	beforeEach(async () => {
		await capture();
		await archive.finishCapture(database.sql, held.meetingId, end());
	});

	it('begins, goes on after an interruption, reports progress and is ready', async () => {
		expect(await archive.beginComposition(database.sql, held.meetingId)).toBe(true);
		expect(await archive.beginComposition(database.sql, held.meetingId)).toBe(true);
		await archive.reportProgress(database.sql, held.meetingId, 0.5);
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({ progress: 0.5 });
		await archive.compositionReady(database.sql, held.meetingId, composition());
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({
			state: 'ready',
			progress: 1,
			videoHash: hash('a'),
			durationMs: 60_000
		});
		expect(await archive.beginComposition(database.sql, held.meetingId)).toBe(false);
	});

	it('is not called ready without having been composed', async () => {
		await expect(archive.compositionReady(database.sql, held.meetingId, composition())).rejects.toMatchObject(
			{ code: 'wrong_state' }
		);
	});

	it('fails with a reason and can be tried again', async () => {
		await archive.beginComposition(database.sql, held.meetingId);
		await archive.compositionFailed(database.sql, held.meetingId, 'disk_full');
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({
			state: 'failed',
			failure: 'disk_full'
		});
		await database.sql`delete from pgboss.job`;
		await archive.retryComposition(database.sql, secretary(), held.meetingId);
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({
			state: 'captured',
			failure: null
		});
		expect(await waitingJobs()).toEqual(['recording-compose']);
	});

	it('refuses to try again what has not failed', async () => {
		await expect(archive.retryComposition(database.sql, secretary(), held.meetingId)).rejects.toMatchObject({
			code: 'wrong_state'
		});
	});

	it('is tried again by nobody but the secretary and administrators', async () => {
		await archive.beginComposition(database.sql, held.meetingId);
		await archive.compositionFailed(database.sql, held.meetingId, 'disk_full');
		const chair = { id: held.chairId, unitId: held.cityId, duties: ['leader'] };
		await expect(archive.retryComposition(database.sql, chair, held.meetingId)).rejects.toMatchObject({
			code: 'not_allowed'
		});
		const stranger = { id: 'stranger', unitId: crypto.randomUUID(), duties: ['secretary'] };
		await expect(archive.retryComposition(database.sql, stranger, held.meetingId)).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	it('is empty when no part can be used, which keeps its reason', async () => {
		await archive.beginComposition(database.sql, held.meetingId);
		const [part] = await archive.listParts(database.sql, held.meetingId);
		await archive.partChecked(database.sql, part?.id ?? '', { failure: 'unreadable' });
		await archive.nothingToCompose(database.sql, held.meetingId);
		expect(await archive.findRecording(database.sql, held.meetingId)).toMatchObject({ state: 'empty' });
		const [checked] = await archive.listParts(database.sql, held.meetingId);
		expect(checked).toMatchObject({ state: 'failed', failure: 'unreadable' });
	});

	it('is found by an archivist that starts', async () => {
		await archive.beginComposition(database.sql, held.meetingId);
		expect(await archive.listUncomposed(database.sql)).toContain(held.meetingId);
	});

	it('is done by one archivist at a time', async () => {
		const first = await database.sql.reserve();
		const second = await database.sql.reserve();
		try {
			let other: boolean | undefined;
			const done = await archive.whileComposing(first, held.meetingId, async () => {
				other = await archive.whileComposing(second, held.meetingId, () =>
					Promise.reject(new Error('twice'))
				);
			});
			expect([done, other]).toEqual([true, false]);
			expect(await archive.whileComposing(second, held.meetingId, () => Promise.resolve())).toBe(true);
		} finally {
			first.release();
			second.release();
		}
	});
});
