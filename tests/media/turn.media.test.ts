// Sites that reach the media server only through a TURN server, with the credentials that the room gives them.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { iceServers } from '../../media-server/rtc/ice-servers.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';
import { relayedOnly, startTurnServer, type TurnServer } from '../support/media/turn.ts';

const database = testDatabase();
const secret = 'shared with coturn only';
let turn: TurnServer;
let server: TestServer;
beforeAll(async () => {
	turn = await startTurnServer(secret);
	server = await startTestServer(database, { turn: { urls: turn.urls, secret } });
});
afterAll(async () => {
	await server.close();
	await turn.close();
});

const firewalls: { close(): void }[] = [];
afterEach(() => {
	for (const firewall of firewalls.splice(0)) firewall.close();
});

/** Nothing but a TURN server reaches the media server. */
function confine(seat: Seat): void {
	seat.route = async (remote) => {
		const firewall = await relayedOnly(remote);
		firewalls.push(firewall);
		return firewall.remote;
	};
}

test('a site behind a TURN server sends and receives', async () => {
	const { chair, speaker, listener, siteId } = await openMeeting(database, server);
	speaker.relays = speaker.joined.iceServers;
	expect(speaker.relays).toMatchObject([{ urls: turn.urls }]);
	confine(speaker);
	await speaker.watch();
	await chair.ask('floor:grant', { siteId });
	const chairs = await chair.produce('microphone');
	const own = await speaker.produce('microphone');
	await eventually(() => speaker.received(chairs.producerId)).toBeGreaterThan(20);
	await eventually(() => listener.received(own.producerId)).toBeGreaterThan(20);
});

test('a site whose TURN server dies sends and receives through the other one', async () => {
	const spare = await startTurnServer(secret);
	const doomed = await startTurnServer(secret);
	const urls = [...doomed.urls, ...spare.urls];
	const own = await startTestServer(database, { turn: { urls, secret } });
	try {
		const { chair, speaker, listener, siteId } = await openMeeting(database, own);
		const [given] = speaker.joined.iceServers;
		expect(given?.urls).toEqual(urls);
		// The way that its browser had chosen.
		speaker.relays = speaker.joined.iceServers.map((relay) => ({ ...relay, urls: doomed.urls }));
		confine(speaker);
		await speaker.watch();
		await chair.ask('floor:grant', { siteId });
		const chairs = await chair.produce('microphone');
		const before = await speaker.produce('microphone');
		await eventually(() => speaker.received(chairs.producerId)).toBeGreaterThan(20);
		await eventually(() => listener.received(before.producerId)).toBeGreaterThan(20);

		await doomed.close();
		const [cutOff, meanwhile] = [speaker.received(chairs.producerId), listener.received(chairs.producerId)];
		await eventually(() => listener.received(chairs.producerId) - meanwhile).toBeGreaterThan(50);
		expect(speaker.received(chairs.producerId) - cutOff).toBeLessThan(10);
		// Signalling goes on: the page makes its media anew with all that the room has named.
		speaker.relays = speaker.joined.iceServers;
		speaker.forgetMedia();
		await speaker.watch();
		const after = await speaker.produce('microphone');
		const silent = speaker.received(chairs.producerId);
		await eventually(() => speaker.received(chairs.producerId) - silent).toBeGreaterThan(20);
		await eventually(() => listener.received(after.producerId)).toBeGreaterThan(20);
		expect(speaker.all('floor:changed').at(-1)?.floor).toMatchObject([{ siteId }]);
	} finally {
		await own.close();
		await spare.close();
	}
});

test.each([
	['has expired', () => iceServers({ urls: turn.urls, secret }, 'late', Date.now() - 13 * 3600_000)],
	['was made with another secret', () => iceServers({ urls: turn.urls, secret: 'guessed' }, 'thief')]
])('a credential that %s opens nothing', async (_, relays) => {
	const { speaker } = await openMeeting(database, server);
	confine(speaker);
	speaker.relays = relays();
	speaker.connectsWithin = 10_000;
	await expect(speaker.watch()).rejects.toThrow(/the link is still/);
});
