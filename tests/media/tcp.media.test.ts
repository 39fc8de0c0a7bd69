// Offices that block UDP: ICE over TCP to the media server itself, without any server in between.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';
import { tcpOnly, type TcpOnly } from '../support/media/tcp-only.ts';

const database = testDatabase();
let server: TestServer;
const networks: TcpOnly[] = [];
beforeAll(async () => {
	server = await startTestServer(database);
});
afterEach(() => {
	for (const network of networks.splice(0)) network.close();
});
afterAll(() => server.close());

test('a site that has nothing but TCP sends and receives', async () => {
	const meeting = await conveneMeeting(database.sql);
	const chair = await server.join(meeting, meeting.chair);
	const site = await server.join(meeting, meeting.delegates[0]);
	site.route = async (remote) => {
		const network = await tcpOnly(remote);
		networks.push(network);
		return network.remote;
	};
	await Promise.all([chair.watch(), site.watch()]);
	await chair.ask('meeting:open', {});
	await chair.ask('floor:grant', { siteId: meeting.delegates[0].siteId });
	const from = { chair: await chair.produce('camera'), site: await site.produce('camera') };
	await eventually(() => site.received(from.chair.producerId)).toBeGreaterThan(50);
	await eventually(() => chair.received(from.site.producerId)).toBeGreaterThan(50);
	await eventually(() => site.width(from.chair.producerId)).toBe(320);

	const [receiving, sending] = networks.map((network) => network.carried());
	expect(networks).toHaveLength(2);
	expect(receiving?.back).toBeGreaterThanOrEqual(site.received(from.chair.producerId));
	expect(sending?.there).toBeGreaterThan(50);
});
