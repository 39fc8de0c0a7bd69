import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

describe('the floor', () => {
	test('is what lets a site be heard and seen', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [first, second] = meeting.delegates;
		const chair = await server.join(meeting, meeting.chair);
		const speaker = await server.join(meeting, first);
		await chair.watch();
		await chair.ask('meeting:open', {});

		await expect(speaker.produce('camera')).rejects.toMatchObject({ code: 'floor_required' });
		await chair.ask('floor:grant', { siteId: first.siteId });
		const { producerId } = await speaker.produce('camera');
		await expect.poll(() => chair.received(producerId)).toBeGreaterThan(20);
		expect(second).toBeDefined();
	});
});
