// Open conduct, and the end of a meeting.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

describe('in an open meeting', () => {
	test('everyone is heard without the floor', async () => {
		const { speaker, listener } = await openMeeting(database, server, { conduct: 'open' });
		const { producerId } = await speaker.produce('microphone');
		await eventually(() => listener.received(producerId)).toBeGreaterThan(10);
	});

	test('the stage has four pictures, however many cameras there are', async () => {
		const meeting = await conveneMeeting(database.sql, { conduct: 'open', sites: 6 });
		const chair = await server.join(meeting, meeting.chair);
		await chair.watch();
		await chair.ask('meeting:open', {});
		const seats = await Promise.all(meeting.delegates.map((delegate) => server.join(meeting, delegate)));
		for (const seat of seats) await seat.produce('camera');
		const late = await server.join(meeting, meeting.secretary);
		expect(late.joined.snapshot.stage).toHaveLength(4);
		await eventually(() => chair.consumers.length).toBe(4);
	});
});

test('when the meeting ends, everyone is silent and every seat is over', async () => {
	const held = await openMeeting(database, server);
	const { chair, speaker, listener, siteId } = held;
	await chair.ask('floor:grant', { siteId });
	const { producerId } = await speaker.produce('microphone');
	await chair.ask('meeting:end', {});
	await speaker.notice('producer:closed', (closed) => closed.producerId === producerId);
	for (const seat of [chair, speaker, listener]) {
		await seat.notice('seat:ended', ({ reason }) => reason === 'meeting-ended');
		await seat.gone();
	}
	const again = await server.connect(held.meeting, held.meeting.secretary);
	expect(await again.answer('room:join', {})).toMatchObject({ error: { code: 'meeting_ended' } });
	expect(events.floorTurns(await events.read(database.sql, held.meeting.meetingId))).toMatchObject([
		{ siteId, reason: 'ended' }
	]);
});

test('what is asked for in the moment of the end is refused, and the log ends with the end', async () => {
	const { meeting, chair, speaker, siteId } = await openMeeting(database, server);
	const answers = await Promise.all([
		chair.answer('meeting:end', {}),
		chair.answer('floor:grant', { siteId }),
		speaker.answer('hand:raise', {}),
		chair.answer('agenda:begin', { itemId: meeting.agenda[0]?.itemId ?? '' })
	]);
	expect(answers[0]).toMatchObject({ ok: true });
	await chair.gone();
	const log = await events.read(database.sql, meeting.meetingId);
	const after = log.slice(log.findIndex(({ type }) => type === 'meeting:ended') + 1).map(({ type }) => type);
	const facts = ['site:disconnected', 'stage:left', 'part:started', 'part:ended'];
	expect(after.filter((type) => !facts.includes(type))).toEqual([]);
	const granted = log.some(({ type }) => type === 'floor:granted');
	expect(answers[1]).toMatchObject(granted ? { ok: true } : { error: { code: 'meeting_ended' } });
});
