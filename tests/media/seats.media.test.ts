// Seats: dropped sockets, resumption, other people's seats, sign-out, rosters.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { claimsOf, conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
const connectionsOf = async ({ meetingId }: ConvenedMeeting) =>
	events.connections(await events.read(database.sql, meetingId));

describe('a seat whose socket broke', () => {
	let server: TestServer;
	let meeting: ConvenedMeeting;
	let chair: Seat;
	let speaker: Seat;

	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());
	beforeEach(async () => {
		meeting = await conveneMeeting(database.sql);
		chair = await server.join(meeting, meeting.chair);
		speaker = await server.join(meeting, meeting.delegates[0]);
		await chair.ask('meeting:open', {});
		await chair.ask('floor:grant', { siteId: meeting.delegates[0].siteId });
	});

	test('goes on sending and receiving as if nothing had happened', async () => {
		await Promise.all([chair.watch(), speaker.watch()]);
		const { producerId } = await speaker.produce('microphone');
		const chairs = await chair.produce('microphone');
		await eventually(() => speaker.received(chairs.producerId)).toBeGreaterThan(10);
		speaker.dropSocket();
		await speaker.gone();
		const sent = chair.received(producerId);
		const received = speaker.received(chairs.producerId);
		await eventually(() => chair.received(producerId) - sent).toBeGreaterThan(20);
		await eventually(() => speaker.received(chairs.producerId) - received).toBeGreaterThan(20);
	});

	test('is resumed with all that it had and all that it missed', async () => {
		await speaker.watch();
		const { producerId } = await speaker.produce('microphone');
		speaker.dropSocket();
		await speaker.gone();
		// Something comes onto the stage while nobody can be told.
		const chairs = await chair.produce('camera');
		await chair.notice('stage:changed', ({ stage }) =>
			stage.some((one) => one.producerId === chairs.producerId)
		);

		const again = await server.join(meeting, meeting.delegates[0], speaker.connectionId);
		expect(again.joined).toMatchObject({ resumed: true, producerIds: [producerId] });
		expect(again.connectionId).toBe(speaker.connectionId);
		expect(again.joined.snapshot.floor).toMatchObject([{ siteId: meeting.delegates[0].siteId }]);
		expect(again.joined.consumers.map((one) => one.producerId)).toEqual([chairs.producerId]);
		again.takeOverMedia(speaker);
		for (const { id } of again.joined.consumers) await again.ask('consumer:resume', { consumerId: id });
		await eventually(() => again.received(chairs.producerId)).toBeGreaterThan(10);
		expect(await connectionsOf(meeting)).toHaveLength(2);
	});

	test('is resumed while the old socket still seems to live, which then is over', async () => {
		const again = await server.join(meeting, meeting.delegates[0], speaker.connectionId);
		expect(again.joined.resumed).toBe(true);
		await speaker.notice('seat:ended', ({ reason }) => reason === 'replaced');
		await speaker.gone();
		expect(await again.answer('hand:lower', {})).toMatchObject({ ok: true });
	});

	test('is nobody else’s: another person with its id gets a seat of their own', async () => {
		const [, thief] = meeting.delegates;
		const other = await server.join(meeting, thief ?? meeting.operator, speaker.connectionId);
		expect(other.joined.resumed).toBe(false);
		expect(other.connectionId).not.toBe(speaker.connectionId);
		expect(speaker.socket.connected).toBe(true);
		const { producerId } = await speaker.produce('microphone');
		expect(await other.answer('producer:close', { producerId })).toMatchObject({
			error: { code: 'not_found' }
		});
	});

	test('is not taken by a second page of the same person, who is asked which one stays', async () => {
		const second = await server.connect(meeting, meeting.delegates[0]);
		expect(await second.answer('room:join', {})).toMatchObject({ error: { code: 'seat_taken' } });
		expect(await speaker.answer('hand:lower', {})).toMatchObject({ ok: true });

		const joined = await second.join({ takeOver: true });
		expect(joined.resumed).toBe(false);
		await speaker.notice('seat:ended', ({ reason }) => reason === 'replaced');
		await speaker.gone();
		// The site was never away, so it still has the floor.
		await second.produce('camera');
		expect(joined.snapshot.floor).toMatchObject([{ siteId: meeting.delegates[0].siteId }]);
		await eventually(() => connectionsOf(meeting)).toContainEqual(
			expect.objectContaining({ connectionId: speaker.connectionId, reason: 'replaced' })
		);
		expect(events.floorTurns(await events.read(database.sql, meeting.meetingId))).toHaveLength(1);
	});

	test('is taken without a question when nobody sits there any more', async () => {
		speaker.dropSocket();
		await speaker.gone();
		const elsewhere = await server.join(meeting, meeting.delegates[0]);
		expect(elsewhere.joined.resumed).toBe(false);
		expect(elsewhere.joined.snapshot.floor).toMatchObject([{ siteId: meeting.delegates[0].siteId }]);
		const back = await server.connect(meeting, meeting.delegates[0]);
		const { connectionId } = speaker;
		expect(await back.answer('room:join', { connectionId })).toMatchObject({ error: { code: 'seat_taken' } });
	});

	test('that was left hears nothing more, even if its socket stays', async () => {
		await speaker.ask('room:leave', {});
		const heard = speaker.heard.length;
		await chair.notice('sites:changed', ({ sites }) => sites.some(({ connected }) => !connected));
		await chair.ask('agenda:begin', { itemId: meeting.agenda[0]?.itemId ?? '' });
		await chair.notice('agenda:changed');
		expect(speaker.heard.length).toBe(heard);
		expect(await speaker.answer('hand:raise', {})).toMatchObject({ error: { code: 'not_joined' } });
	});

	test('of a session that signed out is over at once', async () => {
		await speaker.produce('microphone');
		const { sessionId } = claimsOf(meeting, meeting.delegates[0]);
		await database.sql`select pg_notify('session_ended', ${sessionId})`;
		await speaker.notice('seat:ended', ({ reason }) => reason === 'signed-out');
		await speaker.gone();
		await chair.notice('floor:changed', ({ floor }) => floor.length === 0);
		await chair.notice('stage:changed', ({ stage }) => stage.length === 0);
		expect(chair.socket.connected).toBe(true);
	});
});

describe('a seat that nobody comes back to', () => {
	let server: TestServer;
	beforeEach(async () => {
		server = await startTestServer(database, { seatKept: 300, emptyKept: 200 });
	});
	afterEach(() => server.close());

	test('is given up: the site is away, its hand is down, its floor is lost', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [first, second] = meeting.delegates;
		const chair = await server.join(meeting, meeting.chair);
		const speaker = await server.join(meeting, first);
		const asking = await server.join(meeting, second ?? first);
		await chair.ask('meeting:open', {});
		await chair.ask('floor:grant', { siteId: first.siteId });
		await asking.ask('hand:raise', {});
		await speaker.produce('microphone');
		speaker.dropSocket();
		asking.dropSocket();
		await chair.notice('sites:changed', ({ sites }) =>
			sites.some(({ siteId, connected }) => siteId === first.siteId && !connected)
		);
		await chair.notice('floor:changed', ({ floor }) => floor.length === 0);
		await chair.notice('stage:changed', ({ stage }) => stage.length === 0);
		await chair.notice('hands:changed', ({ hands }) => hands.length === 0);
		const log = await events.read(database.sql, meeting.meetingId);
		expect(events.floorTurns(log)).toMatchObject([{ reason: 'lost' }]);
		const again = await server.join(meeting, first, speaker.connectionId);
		expect(again.joined.resumed).toBe(false);
	});

	test('the last one closes the room, which opens again as it was', async () => {
		const meeting = await conveneMeeting(database.sql);
		const chair = await server.join(meeting, meeting.chair);
		await chair.ask('meeting:open', {});
		const itemId = meeting.agenda[0]?.itemId ?? '';
		await chair.ask('agenda:begin', { itemId });
		await chair.ask('room:leave', {});
		await eventually(() => server.openRooms()).toBe(0);
		const again = await server.join(meeting, meeting.chair);
		expect(again.joined.snapshot.meeting).toMatchObject({ state: 'open', currentItemId: itemId });
	});
});

describe('many sites', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());

	test('that join at once are told in batches, and all are in the log', async () => {
		const meeting = await conveneMeeting(database.sql, { sites: 60 });
		const chair = await server.join(meeting, meeting.chair);
		const began = performance.now();
		const seats = await Promise.all(meeting.delegates.map((delegate) => server.join(meeting, delegate)));
		await eventually(
			() => new Set(chair.all('sites:changed').flatMap(({ sites }) => sites.map((one) => one.siteId))).size
		).toBe(61);
		// Four a second at most, however long the joins take beside other work.
		const seconds = (performance.now() - began) / 1000;
		expect(chair.all('sites:changed').length).toBeLessThan(4 * seconds + 3);
		expect(await connectionsOf(meeting)).toHaveLength(61);
		expect(seats[0]?.joined.snapshot.sites).toHaveLength(61);
		const numbers = (await events.read(database.sql, meeting.meetingId)).map(({ seq }) => seq);
		expect(numbers).toEqual(numbers.map((_, index) => index + 1));
	});

	test('a site that was invited after the room had opened may come in', async () => {
		const meeting = await conveneMeeting(database.sql, { sites: 1 });
		const other = await conveneMeeting(database.sql, { sites: 1 });
		await server.join(meeting, meeting.chair);
		const late = { ...other.delegates[0], siteId: crypto.randomUUID() };
		const seat = await server.connect(meeting, late);
		expect(await seat.answer('room:join', {})).toMatchObject({ error: { code: 'not_invited' } });
		await database.sql`
			insert into sites (id, meeting_id, unit_id, unit_name, level)
			select ${late.siteId}, ${meeting.meetingId}, unit_id, unit_name, level from sites where id = ${other.delegates[0].siteId}
		`;
		expect(await seat.answer('room:join', {})).toMatchObject({ ok: true });
	});
});

describe('a socket without a seat', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());

	test('of a session that signed out does not get one', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [delegate] = meeting.delegates;
		const never = await server.connect(meeting, delegate);
		const left = await server.join(meeting, delegate);
		await left.ask('room:leave', {});
		const { sessionId } = claimsOf(meeting, delegate);
		await database.sql`select pg_notify('session_ended', ${sessionId})`;
		for (const seat of [never, left]) {
			await seat.notice('seat:ended', ({ reason }) => reason === 'signed-out');
			await seat.gone();
		}
	});
});

describe('what the web program changes while the room waits', () => {
	let server: TestServer;
	let meeting: ConvenedMeeting;
	let chair: Seat;
	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());
	beforeEach(async () => {
		meeting = await conveneMeeting(database.sql);
		chair = await server.join(meeting, meeting.chair);
	});

	test('is told to those who wait: a further item of the agenda', async () => {
		await database.sql`
			insert into agenda_items (meeting_id, title, position) values (${meeting.meetingId}, 'Việc khác', 3)
		`;
		const { agenda } = await chair.notice('agenda:changed');
		expect(agenda.map(({ title }) => title)).toEqual([
			...meeting.agenda.map(({ title }) => title),
			'Việc khác'
		]);
		await chair.ask('meeting:open', {});
		await chair.ask('agenda:begin', { itemId: agenda[2]?.itemId ?? '' });
	});

	test('is told to those who wait: that it does not take place', async () => {
		await database.sql`
			update meetings set state = 'cancelled', cancelled_at = now(), cancel_reason = 'Bão'
			where id = ${meeting.meetingId}
		`;
		await chair.notice('seat:ended', ({ reason }) => reason === 'meeting-cancelled');
		await chair.gone();
		const again = await server.connect(meeting, meeting.chair);
		expect(await again.answer('room:join', {})).toMatchObject({ error: { code: 'meeting_ended' } });
	});
});

describe('officers who are changed while the room waits', () => {
	let server: TestServer;
	let meeting: ConvenedMeeting;
	const name = (personId: string) =>
		database.sql`update meetings set chair_id = ${personId} where id = ${meeting.meetingId}`;

	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());
	beforeEach(async () => {
		meeting = await conveneMeeting(database.sql);
	});

	test('come back with their new role; the earlier chair opens nothing', async () => {
		const before = await server.join(meeting, meeting.chair);
		const delegate = await server.join(meeting, meeting.delegates[0]);
		await name(meeting.operator.personId);
		await before.gone();
		await expect(server.join(meeting, meeting.chair, before.connectionId)).rejects.toMatchObject({
			code: 'ticket_expired'
		});
		const again = await server.join(meeting, { ...meeting.chair, role: 'delegate' }, before.connectionId);
		expect(again.joined.resumed).toBe(true);
		expect(await again.answer('meeting:open', {})).toMatchObject({ error: { code: 'not_allowed' } });
		const chair = await server.join(meeting, { ...meeting.operator, role: 'chair' });
		expect(await chair.answer('meeting:open', {})).toMatchObject({ ok: true });
		expect(delegate.socket.connected).toBe(true);
	});

	test('are asked for when a room opens, even if the word of it was lost', async () => {
		const before = await server.join(meeting, meeting.chair);
		await database.sql`
			update meetings set chair_id = ${meeting.operator.personId} where id = ${meeting.meetingId}
		`;
		await before.answer('meeting:open', {}).catch(() => undefined);
		await before.gone();
		expect(await events.read(database.sql, meeting.meetingId)).not.toContainEqual(
			expect.objectContaining({ type: 'meeting:opened' })
		);
	});
});
