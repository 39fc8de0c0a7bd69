// Media workers that die or hang: every site is back without a reload.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { boundTo, descendants } from '../support/media/processes.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeEach(async () => {
	server = await startTestServer(database);
});
afterEach(() => server.close());

/** As a page does when it is told that its media is gone. */
async function comesBack(seat: Seat): Promise<void> {
	await seat.notice('media:restarted');
	seat.forgetMedia();
	await seat.watch();
}

async function holdWith(sites: number) {
	const meeting = await conveneMeeting(database.sql, { sites });
	const began = performance.now();
	const chair = await server.join(meeting, meeting.chair);
	const listeners = await Promise.all(meeting.delegates.map((delegate) => server.join(meeting, delegate)));
	await Promise.all([chair, ...listeners].map((seat) => seat.watch()));
	await chair.ask('meeting:open', {});
	const { producerId } = await chair.produce('microphone');
	for (const seat of listeners) await eventually(() => seat.received(producerId)).toBeGreaterThan(5);
	return { meeting, chair, listeners, took: performance.now() - began };
}

const workerOf = async () => {
	const [worker] = await descendants(process.pid, 'mediasoup-worker');
	if (worker === undefined) throw new Error('there is no media worker');
	return worker.pid;
};

async function allBack(chair: Seat, listeners: Seat[]) {
	await Promise.all([chair, ...listeners].map(comesBack));
	const { producerId } = await chair.produce('microphone');
	for (const seat of listeners) await eventually(() => seat.received(producerId)).toBeGreaterThan(5);
	expect([chair, ...listeners].every(({ socket }) => socket.connected)).toBe(true);
}

test('a media worker that dies takes nothing from a meeting on another one', async () => {
	const pool = await startTestServer(database, { workers: 2 });
	try {
		const [hit, spared] = [await openMeeting(database, pool), await openMeeting(database, pool)];
		expect(hit.listener.receivesFrom).not.toBe(spared.listener.receivesFrom);
		const { producerId } = await spared.chair.produce('microphone');
		await eventually(() => spared.listener.received(producerId)).toBeGreaterThan(5);
		process.kill(await boundTo(hit.listener.receivesFrom), 'SIGKILL');
		await Promise.all([hit.chair, hit.listener].map(comesBack));
		const before = spared.listener.received(producerId);
		await eventually(() => spared.listener.received(producerId) - before).toBeGreaterThan(20);
		const told = [spared.chair, spared.speaker, spared.listener].flatMap((seat) =>
			seat.all('media:restarted')
		);
		expect(told).toEqual([]);
	} finally {
		await pool.close();
	}
});

describe('a media worker', () => {
	test('that is killed under twelve sites is replaced, and all of them see and hear again', async () => {
		const { chair, listeners, took } = await holdWith(12);
		const before = await workerOf();
		process.kill(before, 'SIGKILL');
		const died = performance.now();
		await allBack(chair, listeners);
		// Hardly longer than their first coming in took, as busy as this machine is now; alone it takes a second.
		expect(performance.now() - died).toBeLessThan(2 * took + 3000);
		expect(await workerOf()).not.toBe(before);
	});

	test('that stands still for two seconds goes on as if nothing had happened', async () => {
		const { chair, listeners } = await holdWith(3);
		const { producerId } = await chair.produce('camera');
		for (const seat of listeners) await eventually(() => seat.received(producerId)).toBeGreaterThan(5);
		const before = await workerOf();
		process.kill(before, 'SIGSTOP');
		// The length of the fault, not a wait for something.
		await new Promise((resolve) => setTimeout(resolve, 2000));
		process.kill(before, 'SIGCONT');
		const known = listeners.map((seat) => seat.received(producerId));
		for (const [index, seat] of listeners.entries()) {
			await eventually(() => seat.received(producerId) - (known[index] ?? 0)).toBeGreaterThan(20);
		}
		expect(await workerOf()).toBe(before);
		expect([chair, ...listeners].flatMap((seat) => seat.all('media:restarted'))).toEqual([]);
	});

	test('that hangs is found out, killed and replaced', async () => {
		const { meeting, chair, listeners, took } = await holdWith(3);
		const before = await workerOf();
		process.kill(before, 'SIGSTOP');
		const hung = performance.now();
		// What is asked of it meanwhile waits and fails in the end, it does not wait for ever.
		const asked = chair.socket.timeout(60_000).emitWithAck('transport:create', { direction: 'receive' });
		const other = await conveneMeeting(database.sql);
		const late = server.join(other, other.chair);
		await allBack(chair, listeners);
		expect(performance.now() - hung).toBeLessThan(2 * took + 13_000);
		expect(await asked).toMatchObject({ ok: false, error: { code: 'media_failed' } });
		expect((await late).joined.snapshot.meeting.meetingId).toBe(other.meetingId);
		await eventually(async () => (await descendants(process.pid, 'mediasoup-worker')).length).toBe(1);
		expect(await workerOf()).not.toBe(before);
		expect((await server.join(meeting, meeting.secretary)).joined.snapshot.sites).toHaveLength(4);
	});
});
