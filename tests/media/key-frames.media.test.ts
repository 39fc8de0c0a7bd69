// A camera is not made to send key frames for every page one by one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

test('twenty pages that keep asking get about one key frame a second', async () => {
	const meeting = await conveneMeeting(database.sql, { sites: 20 });
	const chair = await server.join(meeting, meeting.chair);
	const pages = await Promise.all(meeting.delegates.map((delegate) => server.join(meeting, delegate)));
	await Promise.all(pages.map((page) => page.watch()));
	await chair.ask('meeting:open', {});
	const { producerId, sender } = await chair.produce('camera');
	for (const page of pages) await eventually(() => page.width(producerId)).toBe(320);
	// All began with the same few key frames, not with twenty.
	expect(sender.keyFramesAsked).toBeLessThanOrEqual(4);

	const before = sender.keyFramesAsked;
	const began = performance.now();
	const asking = setInterval(() => {
		for (const page of pages) page.arrivals.askForKeyFrame(producerId);
	}, 50);
	try {
		await eventually(() => sender.keyFramesAsked - before).toBeGreaterThanOrEqual(4);
	} finally {
		clearInterval(asking);
	}
	const seconds = (performance.now() - began) / 1000;
	expect((sender.keyFramesAsked - before - 1) / seconds).toBeLessThan(1.2);
});
