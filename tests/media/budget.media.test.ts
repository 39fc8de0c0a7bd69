// A stage that grows beyond what the media worker may carry: pictures become smaller before anything is lost.
import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { collectLog } from '../support/media/log-lines.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { boundTo } from '../support/media/processes.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
const { log, lines } = collectLog();
let server: TestServer;
beforeAll(async () => {
	server = await startTestServer(database, { receiversPerWorker: 5, log });
});
afterAll(() => server.close());

test('a screen beside two cameras makes them small, nobody more gets in, and without it all is as before', async () => {
	const { meeting, chair, speaker, listener } = await openMeeting(database, server, { conduct: 'open' });
	const secretary = await server.join(meeting, meeting.secretary);
	await Promise.all([speaker, secretary].map((seat) => seat.watch()));
	const cameras = [await chair.produce('camera', 3), await speaker.produce('camera', 3)];
	for (const seat of [chair, speaker, listener]) await seat.produce('microphone');
	for (const seat of [listener, secretary]) {
		for (const { producerId } of cameras) await eventually(() => seat.width(producerId)).toBe(160);
	}

	const screen = await chair.produce('screen');
	for (const seat of [listener, secretary]) {
		for (const { producerId } of cameras) await eventually(() => seat.width(producerId)).toBe(80);
		await eventually(() => seat.received(screen.producerId)).toBeGreaterThan(20);
	}
	// With these cameras and the voices alone there would be room for one more.
	const late = await server.connect(meeting, meeting.operator);
	expect(await late.answer('room:join', {})).toEqual({ ok: false, error: { code: 'at_capacity' } });

	await chair.ask('producer:close', { producerId: screen.producerId });
	for (const seat of [listener, secretary]) {
		for (const { producerId } of cameras) await eventually(() => seat.width(producerId), 60_000).toBe(160);
	}
	await late.join();
	const told = () => lines.filter(({ msg }) => msg.startsWith('larger pictures'));
	await eventually(told, 60_000).toMatchObject([
		{ msg: 'larger pictures are withheld', meeting: meeting.meetingId, worker: 0, pages: 4, largest: 0 },
		{ msg: 'larger pictures are back', meeting: meeting.meetingId, worker: 0, largest: 1 },
		{ msg: 'larger pictures are back', meeting: meeting.meetingId, worker: 0, largest: 2 }
	]);
});

test('a worker that does not keep up with what comes to it sends smaller pictures', async () => {
	const own = collectLog();
	const slow = await startTestServer(database, { receiversPerWorker: 5, log: own.log });
	try {
		const { meeting, chair, speaker, listener } = await openMeeting(database, slow, { conduct: 'open' });
		const secretary = await slow.join(meeting, meeting.secretary);
		await Promise.all([speaker, secretary].map((seat) => seat.watch()));
		const cameras = [await chair.produce('camera', 3), await speaker.produce('camera', 3)];
		for (const { producerId } of cameras) await eventually(() => listener.width(producerId)).toBe(160);

		const behind = () => own.lines.filter(({ msg }) => msg === 'media worker does not keep up');
		const worker = await boundTo(listener.receivesFrom);
		const flood = startFlood(listener.receivesFrom);
		try {
			process.kill(worker, 'SIGSTOP');
			await eventually(() => behind().length).toBeGreaterThan(0);
		} finally {
			process.kill(worker, 'SIGCONT');
			flood.stop();
		}
		expect(behind()[0]).toMatchObject({ worker: 0, queue: expect.any(Number), dropped: expect.any(Number) });
		for (const { producerId } of cameras) await eventually(() => listener.width(producerId)).toBe(80);
		expect(own.lines.filter(({ msg }) => msg === 'media worker died')).toEqual([]);
	} finally {
		await slow.close();
	}
});

/** More in a fifth of a second than a worker that stands still may have waiting, and growing. */
function startFlood(port: number | undefined) {
	const socket = createSocket('udp4');
	const packet = Buffer.alloc(1000);
	const timer = setInterval(() => {
		for (let count = 0; count < 150; count++) socket.send(packet, port, '127.0.0.1');
	}, 200);
	return {
		stop() {
			clearInterval(timer);
			socket.close();
		}
	};
}
