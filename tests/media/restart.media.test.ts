// What survives when the media server or one of its workers dies.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findRecording, listParts } from '../../src/lib/server/archive/archive.ts';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { probe } from '../support/media/files.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { descendants } from '../support/media/processes.ts';
import { MediaProgram } from '../support/media/program.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

// Starts the program eight times, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const database = testDatabase();
const beatsOf = (pid: number) =>
	database.sql`select at from heartbeats where program = 'media-server' and instance like ${`%:${pid}`}`;

describe('a media server', () => {
	let program: MediaProgram;
	beforeAll(async () => {
		program = await MediaProgram.prepare(database);
	});
	afterAll(() => program.remove());

	test('that was killed goes on where it was: floor, hands, agenda, paper, recording', async () => {
		await program.start();
		const meeting = await conveneMeeting(database.sql);
		const [first, second] = meeting.delegates;
		const chair = await program.join(meeting, meeting.chair);
		const speaker = await program.join(meeting, first);
		const asking = await program.join(meeting, second ?? first);
		await chair.ask('meeting:open', {});
		await chair.ask('floor:limit', { limit: 2 });
		await chair.ask('floor:time', { minutes: 5 });
		const operator = await program.join(meeting, meeting.operator);
		await operator.ask('site:limit', { siteId: first.siteId, audioOnly: true });
		await chair.ask('floor:grant', { siteId: first.siteId });
		await asking.ask('hand:raise', {});
		await chair.ask('agenda:begin', { itemId: meeting.agenda[1]?.itemId ?? '' });
		await chair.ask('paper:show', { paperId: meeting.paperId, page: 1 });
		await chair.ask('paper:turn', { page: 4 });
		await speaker.produce('microphone');
		await eventually(async () => {
			const [part] = await listParts(database.sql, meeting.meetingId);
			return part === undefined ? 0 : sizeOf(join(program.dataDir, 'recordings', part.path));
		}).toBeGreaterThan(5000);
		const writers = await descendants(program.pid, 'ffmpeg');
		expect(writers).toHaveLength(1);
		await eventually(async () => {
			const shown = events.paperTimes(await events.read(database.sql, meeting.meetingId));
			return shown.at(-1)?.page;
		}).toBe(4);

		expect(await program.end('SIGKILL')).toBe('SIGKILL');
		await Promise.all([chair, speaker, asking, operator].map((seat) => seat.gone()));
		// The supervisor ends what a dead program leaves behind.
		for (const { pid } of writers) process.kill(pid, 'SIGKILL');
		await program.start();

		const again = await program.join(meeting, first, speaker.connectionId);
		expect(again.joined.resumed).toBe(false);
		expect(again.joined.snapshot).toMatchObject({
			meeting: {
				state: 'open',
				currentItemId: meeting.agenda[1]?.itemId,
				floorLimit: 2,
				turnMinutes: 5
			},
			floor: [{ siteId: first.siteId, minutes: 5 }],
			hands: [{ siteId: second?.siteId }],
			presented: { paperId: meeting.paperId, page: 4, personId: meeting.chair.personId },
			stage: [],
			recording: { state: 'on' },
			line: { audioOnly: true, held: true }
		});
		// Nobody is shown as being here who has not come back.
		const present = again.joined.snapshot.sites.filter(({ connected }) => connected);
		expect(present.map(({ siteId }) => siteId).filter((siteId) => siteId !== first.siteId)).toEqual([]);
		await expect(again.produce('camera')).rejects.toMatchObject({ code: 'audio_only' });
		await again.produce('microphone');
		await eventually(async () => (await listParts(database.sql, meeting.meetingId)).length).toBe(2);

		const log = await events.read(database.sql, meeting.meetingId);
		const closed = events.connections(log).filter(({ reason }) => reason === 'server-restarted');
		expect(closed.map(({ connectionId }) => connectionId).toSorted()).toEqual(
			[chair, speaker, asking, operator].map(({ connectionId }) => connectionId).toSorted()
		);
		expect(events.recordedParts(log)[0]?.reason).toBe('server-restarted');
		expect(events.stageIntervals(log)[0]?.to).not.toBeNull();
		expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));

		const newChair = await program.join(meeting, meeting.chair);
		await eventually(async () =>
			events.recordedParts(await events.read(database.sql, meeting.meetingId))
		).toHaveLength(2);
		await newChair.ask('meeting:end', {});
		await newChair.gone();
		const parts = await listParts(database.sql, meeting.meetingId);
		for (const part of parts) {
			expect(part.state).toBe('captured');
			expect((await probe(join(program.dataDir, 'recordings', part.path))).codec).toBe('opus');
		}
		await program.end('SIGTERM');
	});

	test('that was killed after the end of a meeting hands its recording over at the next start', async () => {
		await program.start();
		const meeting = await conveneMeeting(database.sql);
		const chair = await program.join(meeting, meeting.chair);
		await chair.ask('meeting:open', {});
		await chair.produce('microphone');
		await eventually(
			async () => (await listParts(database.sql, meeting.meetingId))[0]?.startedAt
		).toBeTruthy();
		const writers = await descendants(program.pid, 'ffmpeg');
		// A writer that hangs, so that the end of the recording is still awaited when the media server dies.
		for (const { pid } of writers) process.kill(pid, 'SIGSTOP');
		await chair.ask('meeting:end', {});
		await program.end('SIGKILL');
		for (const { pid } of writers) process.kill(pid, 'SIGKILL');
		expect((await findRecording(database.sql, meeting.meetingId))?.state).toBe('capturing');

		await program.start();
		await eventually(async () => (await findRecording(database.sql, meeting.meetingId))?.state).toBe(
			'captured'
		);
		await program.end('SIGTERM');
	});

	test('that is asked to end does so in order, and says that it is gone', async () => {
		await program.start();
		const meeting = await conveneMeeting(database.sql);
		const chair = await program.join(meeting, meeting.chair);
		const { pid } = program;
		expect(await beatsOf(pid)).toHaveLength(1);
		expect(await descendants(pid, 'mediasoup-worker')).toHaveLength(1);
		expect(await program.end('SIGTERM')).toBe(0);
		await chair.gone();
		expect(await beatsOf(pid)).toHaveLength(0);
		const log = await events.read(database.sql, meeting.meetingId);
		expect(events.connections(log)).toMatchObject([{ reason: 'server-restarted' }]);
	});

	test('ends when its supervisor has gone', async () => {
		await program.start();
		expect(await program.end('disconnect')).toBe(0);
	});
});

describe('a media worker', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());

	test('that dies is replaced, and every seat gets its media back on the same socket', async () => {
		const meeting = await conveneMeeting(database.sql);
		const chair = await server.join(meeting, meeting.chair);
		const listener = await server.join(meeting, meeting.delegates[0]);
		await listener.watch();
		await chair.ask('meeting:open', {});
		const before = await chair.produce('microphone');
		await eventually(() => listener.received(before.producerId)).toBeGreaterThan(10);
		const recorded = async () => events.recordedParts(await events.read(database.sql, meeting.meetingId));
		await eventually(recorded).toHaveLength(1);

		const [worker] = await descendants(process.pid, 'mediasoup-worker');
		process.kill(worker?.pid ?? 0, 'SIGKILL');
		await Promise.all([chair.notice('media:restarted'), listener.notice('media:restarted')]);
		expect(chair.socket.connected).toBe(true);
		await listener.notice('stage:changed', ({ stage }) => stage.length === 0);

		await listener.watch();
		chair.forgetMedia();
		const after = await chair.produce('microphone');
		await eventually(() => listener.received(after.producerId)).toBeGreaterThan(10);
		const log = await events.read(database.sql, meeting.meetingId);
		expect(events.connections(log).every(({ to }) => to === null)).toBe(true);
		await eventually(recorded).toHaveLength(2);
	});
});

async function sizeOf(file: string): Promise<number> {
	return stat(file).then(
		({ size }) => size,
		() => 0
	);
}
