// A site on a weak line keeps the sound; the others notice nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { boundTo } from '../support/media/processes.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

/** Receiver reports twice a second, as long as the line is like that. */
async function whileLosing(seat: Seat, loss: number, until: () => Promise<unknown>): Promise<void> {
	const reporting = setInterval(() => seat.arrivals.reportLoss(loss), 500);
	await until().finally(() => clearInterval(reporting));
}

test('a page that loses much gets sound only, is told so, and gets pictures again when its line is good', async () => {
	const { chair, speaker, listener, meeting } = await openMeeting(database, server);
	await speaker.watch();
	const camera = await chair.produce('camera');
	const microphone = await chair.produce('microphone');
	await eventually(() => speaker.width(camera.producerId)).toBe(320);

	await whileLosing(speaker, 0.4, async () => {
		await speaker.notice('line:changed', ({ audioOnly }) => audioOnly, 30_000);
		await speaker.notice('consumer:paused');
		const sound = speaker.received(microphone.producerId);
		const before = listener.received(camera.producerId);
		await eventually(() => speaker.received(microphone.producerId) - sound).toBeGreaterThan(50);
		const picture = speaker.received(camera.producerId);
		await eventually(() => speaker.received(microphone.producerId) - sound).toBeGreaterThan(100);
		expect(speaker.received(camera.producerId)).toBe(picture);
		expect(listener.received(camera.producerId)).toBeGreaterThan(before);
	});
	expect(listener.all('line:changed').some(({ audioOnly }) => audioOnly)).toBe(false);

	// A page that looks again does not get past it, and one that comes back is told.
	const [consumer] = speaker.consumers.filter(({ kind }) => kind === 'video');
	const held = speaker.received(camera.producerId);
	await speaker.ask('consumer:resume', { consumerId: consumer?.id ?? '' });
	speaker.dropSocket();
	await speaker.gone();
	const again = await server.join(meeting, meeting.delegates[0], speaker.connectionId);
	again.takeOverMedia(speaker);
	expect(again.joined.snapshot.line).toEqual({ audioOnly: true, held: false });
	expect(again.joined.consumers.find(({ kind }) => kind === 'video')?.producerPaused).toBe(true);
	expect(again.received(camera.producerId)).toBe(held);

	await whileLosing(again, 0, async () => {
		await again.notice('line:changed', ({ audioOnly }) => !audioOnly, 60_000);
		await again.notice('consumer:resumed');
		await eventually(() => again.received(camera.producerId) - held).toBeGreaterThan(20);
	});
});

test('a weak line stays one when the media worker dies: no picture floods it again until it has proved good', async () => {
	const { chair, speaker, listener } = await openMeeting(database, server);
	await speaker.watch();
	const camera = await chair.produce('camera');
	await eventually(() => speaker.width(camera.producerId)).toBe(320);
	await whileLosing(speaker, 0.4, () => speaker.notice('line:changed', ({ audioOnly }) => audioOnly, 30_000));

	process.kill(await boundTo(listener.receivesFrom), 'SIGKILL');
	await Promise.all(
		[chair, speaker, listener].map(async (seat) => {
			await seat.notice('media:restarted');
			seat.forgetMedia();
			await seat.watch();
		})
	);
	const [picture, sound] = [await chair.produce('camera'), await chair.produce('microphone')];
	for (const seat of [speaker, listener])
		await eventually(() => seat.received(sound.producerId)).toBeGreaterThan(50);
	await eventually(() => listener.received(picture.producerId)).toBeGreaterThan(20);
	expect(speaker.received(picture.producerId)).toBe(0);
	expect(speaker.all('line:changed')).toEqual([{ audioOnly: true, held: false }]);

	await whileLosing(speaker, 0, async () => {
		await speaker.notice('line:changed', ({ audioOnly }) => !audioOnly, 60_000);
		await eventually(() => speaker.received(picture.producerId)).toBeGreaterThan(20);
	});
});
