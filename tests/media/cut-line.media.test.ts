// The lines of sites break and come back: for a moment, for longer than a socket lives, for longer than a seat is kept;
// and of fifty at once.
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { socketPath, socketTransports } from '../../src/lib/protocol/socket.ts';
import { Connection } from '../../src/lib/room/connection/connection.ts';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { CutLine } from '../support/media/cut-line.ts';
import { eventually } from '../support/media/eventually.ts';
import { claimsOf, conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
/** Both ends give a silent socket up after a ping's interval and patience, one after the other at worst. */
const noticed = 60_000;
const open: { close(): void }[] = [];
afterEach(() => {
	for (const one of open.splice(0)) one.close();
});

async function seatOver(line: CutLine, server: TestServer, meeting: ConvenedMeeting, connectionId?: string) {
	const seat = await Seat.connect(line.origin, await server.ticket(claimsOf(meeting, meeting.delegates[0])));
	open.push(seat);
	seat.route = line.route;
	await seat.join({ connectionId });
	return seat;
}

/** A site that has the floor and is heard, over a line that can be cut. */
async function speakOver(server: TestServer) {
	const line = await CutLine.open(server.port);
	open.push(line);
	const meeting = await conveneMeeting(database.sql);
	const chair = await server.join(meeting, meeting.chair);
	const speaker = await seatOver(line, server, meeting);
	await Promise.all([chair.watch(), speaker.watch()]);
	await chair.ask('meeting:open', {});
	await chair.ask('floor:grant', { siteId: meeting.delegates[0].siteId });
	const [own, chairs] = [await speaker.produce('microphone'), await chair.produce('microphone')];
	await hears(chair, own.producerId);
	await hears(speaker, chairs.producerId);
	return { line, meeting, chair, speaker, own: own.producerId, chairs: chairs.producerId };
}

/** From now on. */
async function hears(seat: Seat, producerId: string): Promise<void> {
	const before = seat.received(producerId);
	await eventually(() => seat.received(producerId) - before).toBeGreaterThan(10);
}

describe('a site that speaks, whose line is cut', () => {
	let server: TestServer;
	let forgetful: TestServer;
	beforeAll(async () => {
		server = await startTestServer(database);
		forgetful = await startTestServer(database, { seatKept: 500 });
	});
	afterAll(async () => {
		await server.close();
		await forgetful.close();
	});

	test('for three seconds, is heard again over the same line, and nobody was told anything', async () => {
		const { line, chair, speaker, own, chairs } = await speakOver(server);
		line.cut();
		const [lost, told] = [chair.received(own), chair.heard.length];
		// The length of the fault, not a wait for something.
		await new Promise((resolve) => setTimeout(resolve, 3000));
		expect(chair.received(own) - lost).toBeLessThan(5);
		const raised = speaker.answer('line:report', {});
		line.mend();
		await Promise.all([hears(chair, own), hears(speaker, chairs)]);
		// The very socket goes on: what was said into the dead line is answered.
		expect(await raised).toEqual({ ok: false, error: { code: 'invalid_input' } });
		expect(speaker.socket.connected).toBe(true);
		const since = chair.heard.slice(told).map(({ name }) => name);
		expect(since.filter((name) => name !== 'speaker:changed')).toEqual([]);
		expect(speaker.all('line:changed')).toEqual([]);
	});

	test('for longer than a socket lives, comes back to its seat, its floor and its sound', async () => {
		const { line, meeting, chair, speaker, own, chairs } = await speakOver(server);
		await chair.ask('wall:look', { siteIds: [] });
		line.cut();
		const lost = chair.notice(
			'wall:updated',
			({ sites }) => sites.some((one) => one.lostAt !== null),
			noticed
		);
		await Promise.all([speaker.gone(), lost]);
		line.mend();
		const again = await seatOver(line, server, meeting, speaker.connectionId);
		expect(again.joined).toMatchObject({ resumed: true, producerIds: [own] });
		expect(again.joined.snapshot.floor).toMatchObject([{ siteId: meeting.delegates[0].siteId }]);
		again.takeOverMedia(speaker);
		await Promise.all([hears(chair, own), hears(again, chairs)]);
		const log = await events.read(database.sql, meeting.meetingId);
		expect(events.floorTurns(log)).toMatchObject([{ reason: null }]);
		expect(events.connections(log).every(({ to }) => to === null)).toBe(true);
	});

	test('for longer than a seat is kept, is away, has lost the floor, and is back with one join', async () => {
		const { line, meeting, chair, speaker } = await speakOver(forgetful);
		const [{ siteId }] = meeting.delegates;
		line.cut();
		await chair.notice(
			'sites:changed',
			({ sites }) => sites.some((one) => one.siteId === siteId && !one.connected && one.since !== null),
			noticed
		);
		await chair.notice('floor:changed', ({ floor }) => floor.length === 0);
		await chair.notice('stage:changed', ({ stage }) => stage.every((one) => one.siteId !== siteId));
		await speaker.gone();
		line.mend();
		const again = await seatOver(line, forgetful, meeting, speaker.connectionId);
		expect(again.joined.resumed).toBe(false);
		await chair.ask('floor:grant', { siteId });
		const { producerId } = await again.produce('microphone');
		await hears(chair, producerId);
		const turns = events.floorTurns(await events.read(database.sql, meeting.meetingId));
		expect(turns.map(({ reason }) => reason)).toEqual(['lost', null]);
	});
});

describe('fifty sites that lose the same line', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());

	test('come back to their seats one after the other, and the others notice nothing', async () => {
		const line = await CutLine.open(server.port);
		open.push(line);
		const meeting = await conveneMeeting(database.sql, { sites: 55 });
		const chair = await server.join(meeting, meeting.chair);
		const near = await Promise.all(meeting.delegates.slice(50).map((one) => server.join(meeting, one)));
		const far = meeting.delegates.slice(0, 50).map((delegate) => page(line, meeting, delegate));
		for (const { connection } of far) connection.start();
		await eventually(() => far.filter(({ joins }) => joins.length === 1).length).toBe(50);
		await Promise.all(near.map((seat) => seat.watch()));
		await chair.ask('meeting:open', {});
		const { producerId } = await chair.produce('microphone');
		await Promise.all(near.map((seat) => hears(seat, producerId)));
		await eventually(
			() => new Set(chair.all('sites:changed').flatMap(({ sites }) => sites.map((one) => one.siteId))).size
		).toBe(56);
		const told = near.map((seat) => seat.heard.length);

		line.sever();
		// Each has tried in vain.
		const attempts = () =>
			far.map(({ connection: { state } }) => (state.name === 'reconnecting' ? state.attempt : 0));
		await eventually(() => Math.min(...attempts())).toBeGreaterThan(2);
		line.mend();
		const mended = performance.now();
		await eventually(() => far.filter(({ joins }) => joins.length === 2).length).toBe(50);
		expect(performance.now() - mended).toBeLessThan(15_000);
		const backAt = far.map(({ joins }) => joins[1]?.at ?? 0);
		expect(Math.max(...backAt) - Math.min(...backAt)).toBeGreaterThan(500);
		for (const { joins } of far) {
			expect(joins[1]).toMatchObject({ resumed: true, connectionId: joins[0]?.connectionId });
		}
		await Promise.all(near.map((seat) => hears(seat, producerId)));
		expect(near.every(({ socket }) => socket.connected)).toBe(true);
		const since = near.flatMap((seat, index) => seat.heard.slice(told[index]).map(({ name }) => name));
		expect(since.filter((name) => name !== 'speaker:changed')).toEqual([]);
	});

	/** The product's own way of coming back. */
	function page(line: CutLine, meeting: ConvenedMeeting, delegate: ConvenedMeeting['chair']) {
		const joins: { resumed: boolean; connectionId: string; at: number }[] = [];
		const { origin } = line;
		const connection = new Connection({
			fetchTicket: () => server.ticket(claimsOf(meeting, delegate)),
			openLine: async (handshake) =>
				io(origin, {
					path: socketPath,
					transports: [...socketTransports],
					auth: handshake,
					extraHeaders: { origin },
					reconnection: false,
					forceNew: true
				}),
			onJoined: ({ resumed, snapshot }) =>
				joins.push({ resumed, connectionId: snapshot.me.connectionId, at: performance.now() }),
			onState: () => undefined
		});
		open.push(connection);
		return { connection, joins };
	}
});
