// The lobby of a running meeting: who waits there neither hears, sees nor speaks, whatever its page asks for.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { read } from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { openMeeting, type OpenMeeting } from '../support/media/open-meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';
import { smallJpeg, someReport } from '../support/media/stills.ts';

const database = testDatabase();
let server: TestServer;
let here: OpenMeeting;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());
beforeEach(async () => {
	here = await openMeeting(database, server);
});

const refused = (code: string) => ({ ok: false, error: { code } });
const listenerSite = () => here.meeting.delegates[1]?.siteId ?? '';
const speak = async () => {
	const { chair, speaker, siteId } = here;
	await speaker.ask('hand:raise', {});
	await chair.ask('floor:grant', { siteId });
	return speaker.produce('microphone');
};
const isWaiting = (siteId: string) => (data: { sites: { siteId: string; inLobby: boolean }[] }) =>
	data.sites.some((site) => site.siteId === siteId && site.inLobby);

describe('a site in the lobby', () => {
	test('receives nothing of the stage and is told nothing of what is said, and everything again when it is let in', async () => {
		const { chair, listener, siteId } = here;
		const { producerId } = await speak();
		await eventually(() => listener.received(producerId)).toBeGreaterThan(0);
		await chair.ask('lobby:send', { siteId: listenerSite() });
		const { snapshot } = await listener.notice('lobby:changed');
		expect(snapshot).toMatchObject({ floor: [], stage: [], hands: [], votes: [], announcements: [] });
		await eventually(() => listener.consumers.length).toBe(0);

		await chair.ask('announcement:make', { announcementId: crypto.randomUUID(), text: 'Họp nội bộ' });
		await chair.ask('floor:withdraw', { siteId });
		await chair.notice('floor:changed', ({ floor }) => floor.length === 0);
		await chair.notice('announcement:made');
		expect(listener.all('announcement:made')).toEqual([]);
		expect(listener.all('floor:changed').every(({ floor }) => floor.length === 1)).toBe(true);

		await chair.ask('floor:grant', { siteId });
		const again = await here.speaker.produce('microphone');
		await chair.ask('lobby:admit', { siteId: listenerSite() });
		const back = await listener.notice('lobby:changed', (data) => data.snapshot.stage.length > 0);
		expect(back.snapshot.announcements).toHaveLength(1);
		await eventually(() => listener.received(again.producerId)).toBeGreaterThan(0);
	});

	test('is not told which item the others have come to', async () => {
		const { meeting, chair, listener } = here;
		const [item] = meeting.agenda;
		await chair.ask('lobby:send', { siteId: listenerSite() });
		await listener.notice('lobby:changed');
		await chair.ask('agenda:begin', { itemId: item?.itemId ?? '' });
		await chair.ask('floor:limit', { limit: 2 });
		await chair.notice('meeting:changed', (data) => data.meeting.currentItemId === item?.itemId);
		await listener.notice('meeting:changed', (data) => data.meeting.floorLimit === 2);
		const items = listener.all('meeting:changed').map((data) => data.meeting.currentItemId);
		expect(new Set(items)).toEqual(new Set([null]));
	});

	test('that goes out and comes in with one stroke of the pen receives each voice once, not twice', async () => {
		const { chair, listener } = here;
		const { producerId } = await speak();
		await eventually(() => listener.received(producerId)).toBeGreaterThan(0);
		const asked: Promise<unknown>[] = [];
		// While the log cannot be written what is asked for waits, and is then decided together.
		await database.sql.begin(async (sql) => {
			await sql`lock table meeting_events in exclusive mode`;
			asked.push(chair.ask('floor:limit', { limit: 2 }));
			asked.push(chair.ask('lobby:send', { siteId: listenerSite() }));
			asked.push(chair.ask('lobby:admit', { siteId: listenerSite() }));
			await chair.ask('wall:leave', {});
		});
		await Promise.all(asked);
		await listener.notice('lobby:changed');
		await eventually(() => listener.all('consumer:created').length).toBe(2);
		expect(listener.consumers.map((consumer) => consumer.producerId)).toEqual([producerId]);
		const before = listener.received(producerId);
		await eventually(() => listener.received(producerId)).toBeGreaterThan(before);
	});

	test('loses the floor and what it sends at once, and gets neither by asking', async () => {
		const { chair, speaker, siteId } = here;
		const { producerId } = await speak();
		await chair.ask('lobby:send', { siteId });
		expect(await speaker.notice('producer:closed')).toEqual({ producerId, reason: 'floor-ended' });
		await chair.notice('stage:changed', ({ stage }) => stage.length === 0);
		expect(await speaker.answer('hand:raise', {})).toEqual(refused('in_lobby'));
		expect(await speaker.answer('offer:accept', {})).toEqual(refused('in_lobby'));
		await expect(speaker.produce('microphone')).rejects.toMatchObject({ code: 'in_lobby' });
		expect(await chair.answer('floor:grant', { siteId })).toEqual(refused('in_lobby'));
	});

	test('writes to the desk and is answered, and shows its small picture to who looks', async () => {
		const { meeting, chair, speaker, siteId } = here;
		const secretary = await server.join(meeting, meeting.secretary);
		await secretary.ask('lobby:send', { siteId });
		const write = (text: string) => ({ messageId: crypto.randomUUID(), siteId, text });
		await speaker.ask('message:send', write('Xin vào phòng họp'));
		await secretary.notice('thread:changed', ({ thread }) => thread.fromSite === 1);
		await secretary.ask('message:send', write('Xin chờ ít phút'));
		await speaker.notice('thread:changed', ({ thread }) => thread.fromDesk === 1);
		await chair.ask('wall:look', { siteIds: [siteId] });
		await speaker.notice('wall:wanted', ({ still }) => still !== null);
		await speaker.ask('still:send', { picture: smallJpeg });
		await speaker.ask('line:report', someReport);
		await chair.notice('stills:came');
		await speaker.ask('still:stop', { why: 'private' });
		await chair.notice('wall:updated', ({ sites }) => sites.some((site) => site.unseen === 'private'));
	});

	test('stays there with each further device, and after a page has come back', async () => {
		const { meeting, chair, speaker, siteId } = here;
		await chair.ask('lobby:send', { siteId });
		await speaker.notice('lobby:changed');
		speaker.dropSocket();
		const back = await server.join(meeting, meeting.delegates[0], speaker.connectionId);
		expect(back.joined.resumed).toBe(true);
		expect(back.joined.snapshot.sites).toContainEqual(expect.objectContaining({ siteId, inLobby: true }));
		await chair.ask('announcement:make', { announcementId: crypto.randomUUID(), text: 'Họp nội bộ' });
		await chair.notice('announcement:made');
		expect(await back.answer('hand:raise', {})).toEqual(refused('in_lobby'));
		expect(back.all('announcement:made')).toEqual([]);
	});

	test('is seen by all to wait, and does not count as present', async () => {
		const { chair, listener, siteId } = here;
		await chair.ask('lobby:send', { siteId });
		await listener.notice('sites:changed', isWaiting(siteId));
		await chair.ask('roll:take', {});
		const events = await read(database.sql, here.meeting.meetingId);
		const roll = events.findLast((event) => event.type === 'roll:taken');
		expect(roll?.type === 'roll:taken' && roll.data.siteIds).not.toContain(siteId);
	});

	test('waits there also after the media server was started anew, until all are let in', async () => {
		const { meeting, chair, siteId } = here;
		await chair.ask('lobby:send', { siteId });
		await chair.ask('lobby:send', { siteId: listenerSite() });
		const second = await startTestServer(database);
		await server.close();
		server = second;
		const back = await second.join(meeting, meeting.delegates[0]);
		expect(await back.answer('hand:raise', {})).toEqual(refused('in_lobby'));
		const operator = await second.join(meeting, meeting.operator);
		expect(operator.joined.snapshot.sites.filter(({ inLobby }) => inLobby)).toHaveLength(2);
		await operator.ask('lobby:admit', { siteId: null });
		await back.notice('lobby:changed');
		await back.ask('hand:raise', {});
		const types = (await read(database.sql, meeting.meetingId)).map(({ type }) => type);
		expect(types.filter((type) => type.startsWith('lobby:'))).toEqual([
			'lobby:entered',
			'lobby:entered',
			'lobby:left',
			'lobby:left'
		]);
	});
});

describe('who may move a site', () => {
	test('are the officers, and nobody from where the meeting is led', async () => {
		const { meeting, chair, speaker, siteId } = here;
		expect(await speaker.answer('lobby:send', { siteId: listenerSite() })).toEqual(refused('not_allowed'));
		expect(await speaker.answer('lobby:admit', { siteId: null })).toEqual(refused('not_allowed'));
		expect(await chair.answer('lobby:send', { siteId: meeting.chair.siteId })).toEqual(
			refused('not_allowed')
		);
		expect(await chair.answer('lobby:send', { siteId: crypto.randomUUID() })).toEqual(refused('not_found'));
		await chair.ask('lobby:admit', { siteId });
	});
});
