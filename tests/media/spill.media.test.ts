// One meeting on two media workers: everyone gets the same stage, and what dies comes back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listParts } from '../../src/lib/server/archive/archive.ts';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import { boundTo, descendants } from '../support/media/processes.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
let meeting: ConvenedMeeting;
/** The chair and the first site receive at home, the other two on the second worker. */
let chair: Seat, near: Seat, far: Seat, farther: Seat;
let all: Seat[];

beforeEach(async () => {
	server = await startTestServer(database, { workers: 2, receiversPerWorker: 2 });
	meeting = await conveneMeeting(database.sql, { sites: 4 });
	chair = await server.join(meeting, meeting.chair);
	const [first, second = first, third = first] = meeting.delegates;
	// Half of a worker is enough as long as another one has room; only then it is filled.
	far = await server.join(meeting, second);
	near = await server.join(meeting, first);
	farther = await server.join(meeting, third);
	all = [chair, near, far, farther];
	await Promise.all(all.map((seat) => seat.watch()));
	await chair.ask('meeting:open', {});
});
afterEach(() => server.close());

const parts = async () => events.recordedParts(await events.read(database.sql, meeting.meetingId));
const siteOf = (seat: Seat) => seat.joined.snapshot.me.siteId;
const media = async (seats: Seat[], producerId: string, more = 10) => {
	for (const seat of seats) {
		const before = seat.received(producerId);
		await eventually(() => seat.received(producerId) - before).toBeGreaterThan(more);
	}
};
const comesBack = async (seat: Seat) => {
	await seat.notice('media:restarted');
	seat.forgetMedia();
	await seat.watch();
};
const workerOf = (seat: Seat) => boundTo(seat.receivesFrom);

describe('a meeting that is larger than one worker may carry', () => {
	test('is received from two workers, and everyone sees and hears the chair', async () => {
		expect(chair.receivesFrom).toBe(near.receivesFrom);
		expect(far.receivesFrom).toBe(farther.receivesFrom);
		expect(far.receivesFrom).not.toBe(near.receivesFrom);
		const camera = await chair.produce('camera', 3);
		const microphone = await chair.produce('microphone');
		for (const { producerId } of [camera, microphone]) await media([near, far, farther], producerId);
		for (const seat of [near, far]) await eventually(() => seat.width(camera.producerId)).toBe(320);
		expect(chair.consumers).toEqual([]);
	});

	test('hears and sees a site of the second worker, which is recorded and told apart as the speaker', async () => {
		const siteId = siteOf(farther);
		await chair.ask('floor:grant', { siteId });
		const camera = await farther.produce('camera', 3);
		const microphone = await farther.produce('microphone');
		for (const { producerId } of [camera, microphone]) await media([chair, near, far], producerId);
		for (const seat of [near, far]) {
			await seat.notice('speaker:changed', (speaking) => speaking.siteId === siteId);
			await eventually(() => seat.width(camera.producerId)).toBe(320);
		}
		await eventually(
			async () => (await listParts(database.sql, meeting.meetingId)).filter((part) => part.startedAt).length
		).toBe(2);

		await farther.ask('producer:pause', { producerId: microphone.producerId });
		await far.notice('consumer:paused');
		await farther.ask('producer:resume', { producerId: microphone.producerId });
		await far.notice('consumer:resumed');
		await media([far], microphone.producerId);

		await chair.ask('floor:withdraw', { siteId });
		for (const seat of [near, far]) await eventually(() => seat.consumers).toEqual([]);
		const silent = far.receivedInAll;
		await chair.ask('floor:grant', { siteId });
		farther.forgetMedia();
		const again = await farther.produce('microphone');
		await media([near, far], again.producerId);
		expect(far.receivedInAll).toBeGreaterThan(silent);
	});

	test('loses the second worker: only its sites are told, and they are back on its replacement', async () => {
		const { producerId } = await chair.produce('camera');
		await media([near, far, farther], producerId);
		const [home, second] = [near.receivesFrom, far.receivesFrom];
		process.kill(await workerOf(far), 'SIGKILL');
		await Promise.all([far, farther].map(comesBack));
		await media([near, far, farther], producerId);
		expect(near.all('media:restarted')).toEqual([]);
		expect(chair.all('media:restarted')).toEqual([]);
		expect([near, far, farther].map((seat) => seat.receivesFrom)).toEqual([home, second, second]);
	});

	test('loses the first worker: all are told, and all are back, again on two', async () => {
		const before = await chair.produce('microphone');
		await media([near, far, farther], before.producerId);
		await eventually(parts).toHaveLength(1);
		process.kill(await workerOf(near), 'SIGKILL');
		await Promise.all(all.map(comesBack));
		expect(new Set(all.map((seat) => seat.receivesFrom)).size).toBe(2);
		const after = await chair.produce('microphone');
		await media([near, far, farther], after.producerId);
		await eventually(parts).toHaveLength(2);
	});

	test('loses both workers at once, and is back', async () => {
		await chair.produce('microphone');
		for (const { pid } of await descendants(process.pid, 'mediasoup-worker')) process.kill(pid, 'SIGKILL');
		await Promise.all(all.map(comesBack));
		const { producerId } = await chair.produce('microphone');
		await media([near, far, farther], producerId);
	});

	test('lets nobody more in when both workers have their fill, until somebody leaves', async () => {
		const { producerId } = await chair.produce('microphone');
		const late = await server.connect(meeting, meeting.secretary);
		expect(await late.answer('room:join', {})).toEqual({ ok: false, error: { code: 'at_capacity' } });
		await media([near, far, farther], producerId);
		// Whoever is in may come back to the seat.
		far.dropSocket();
		await far.gone();
		const [, second = meeting.delegates[0]] = meeting.delegates;
		const again = await server.join(meeting, second, far.connectionId);
		expect(again.joined.resumed).toBe(true);
		await farther.ask('room:leave', {});
		await late.join();
		await late.watch();
		await media([late], producerId);
		expect(late.receivesFrom).toBe(far.receivesFrom);
		// Nor is a second place needed for who begins anew.
		late.dropSocket();
		await late.gone();
		const anew = await server.connect(meeting, meeting.secretary);
		expect(await anew.join({ takeOver: true })).toMatchObject({ resumed: false });
		await anew.watch();
		await media([anew], producerId);
	});
});
