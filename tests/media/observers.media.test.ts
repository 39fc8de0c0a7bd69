// Observers, as packets tell it: they see and hear what all do, and nothing ever comes from them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Snapshot } from '../../src/lib/protocol/snapshot.ts';
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

test('an observer sees and hears, sends nothing, and asks for nothing', async () => {
	const { meeting, chair } = await openMeeting(database, server);
	const observer = await server.join(meeting, meeting.observer);
	await observer.watch();
	const { producerId } = await chair.produce('microphone');
	await eventually(() => observer.received(producerId)).toBeGreaterThan(20);
	expect(observer.joined.snapshot.me).toMatchObject({ role: 'observer', siteId: meeting.chair.siteId });
	await expect(observer.produce('microphone')).rejects.toMatchObject({ code: 'not_allowed' });
	for (const name of ['hand:raise', 'floor:return'] as const) {
		expect(await observer.answer(name, {})).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
	}
});

test('the floor of the main site does not give its observers a voice', async () => {
	const { meeting, chair } = await openMeeting(database, server);
	const observer = await server.join(meeting, meeting.observer);
	await chair.ask('floor:grant', { siteId: meeting.observer.siteId });
	await expect(observer.produce('camera')).rejects.toMatchObject({ code: 'not_allowed' });
});

test('who only observes makes the main site no more present than it is', async () => {
	const meeting = await conveneMeeting(database.sql);
	const observer = await server.join(meeting, meeting.observer);
	const main = meeting.observer.siteId;
	const connectedIn = ({ sites }: Pick<Snapshot, 'sites'>) =>
		sites.find(({ siteId }) => siteId === main)?.connected;
	expect(connectedIn(observer.joined.snapshot)).toBe(false);
	await server.join(meeting, meeting.secretary);
	await observer.notice('sites:changed', (told) => connectedIn(told) === true);
	const presence = async () => events.presence(await events.read(database.sql, meeting.meetingId)).get(main);
	await eventually(presence).toHaveLength(1);
});

test('the vote of the main site is not shown to its observers', async () => {
	const { meeting, chair } = await openMeeting(database, server);
	const observer = await server.join(meeting, meeting.observer);
	const voteId = randomUUID();
	await chair.ask('vote:open', { voteId, question: 'Thông qua?', secret: false, electorate: 'sites' });
	await chair.ask('vote:cast', { voteId, ballotId: randomUUID(), choice: 'against', text: 'riêng' });
	await observer.notice('vote:changed', ({ vote }) => vote.votedCount === 1);
	expect(observer.all('ballot:changed').every(({ ballot }) => ballot === null)).toBe(true);
});

test('nobody observes by a ticket alone', async () => {
	const { meeting } = await openMeeting(database, server);
	const forged = await server.connect(meeting, { ...meeting.delegates[0], role: 'observer' });
	expect(await forged.answer('room:join', {})).toMatchObject({
		ok: false,
		error: { code: 'ticket_expired' }
	});
});

test('many observers leave the chair a seat in the main site', async () => {
	const { meeting } = await openMeeting(database, server);
	const ids = Array.from({ length: 14 }, () => crypto.randomUUID());
	const unit = database.sql`select unit_id from people where id = ${meeting.observer.personId}`;
	for (const id of ids) {
		await database.sql`insert into people (id, unit_id, full_name) values (${id}, (${unit}), 'observer')`;
		await database.sql`
			insert into meeting_observers (meeting_id, person_id) values (${meeting.meetingId}, ${id})
		`;
	}
	for (const personId of ids) await server.join(meeting, { ...meeting.observer, personId });
	const secretary = await server.join(meeting, meeting.secretary);
	expect(secretary.joined.snapshot.me.role).toBe('secretary');
	const came = async () =>
		(await events.read(database.sql, meeting.meetingId)).filter(({ type }) => type === 'site:connected');
	await eventually(async () => (await came()).length).toBeGreaterThan(14);
});
