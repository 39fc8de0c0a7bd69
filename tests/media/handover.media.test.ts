// The chair is handed to somebody else while the meeting goes on; secretary and operator act for the chair.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chairTurns, read } from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting, type Seated } from '../support/media/meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

/** A further person of the same unit, so a further device of its site. */
async function colleagueOf(seated: Seated, personName: string): Promise<Seated> {
	const id = randomUUID();
	await database.sql`
		insert into people (id, unit_id, full_name)
		select ${id}, unit_id, ${personName} from people where id = ${seated.personId}
	`;
	return { ...seated, personId: id, personName, role: 'delegate' };
}

async function held(at = server) {
	const meeting = await conveneMeeting(database.sql);
	const deputyPerson = await colleagueOf(meeting.chair, 'Lê Văn Sơn');
	const chair = await at.join(meeting, meeting.chair);
	const deputy = await at.join(meeting, deputyPerson);
	const site = await at.join(meeting, meeting.delegates[0]);
	await chair.ask('meeting:open', {});
	return { meeting, chair, deputy, deputyPerson, site };
}
const refused = { error: { code: 'not_allowed' } };

test('the deputy leads and is heard at once, whoever chaired before no longer; all are told', async () => {
	const { meeting, chair, deputy, deputyPerson, site } = await held();
	const { producerId } = await chair.produce('microphone');
	const { people } = await chair.ask('chair:candidates', {});
	expect(people).toEqual([{ personId: deputyPerson.personId, personName: 'Lê Văn Sơn', role: 'delegate' }]);
	await chair.ask('chair:hand', { personId: deputyPerson.personId });
	expect((await deputy.notice('seat:changed')).snapshot.me.role).toBe('chair');
	expect((await chair.notice('seat:changed')).snapshot.me.role).toBe('delegate');
	await site.notice('meeting:changed', (told) => told.meeting.handed?.personName === 'Lê Văn Sơn');
	await chair.notice('producer:closed', (closed) => closed.producerId === producerId);
	expect(await chair.answer('agenda:begin', { itemId: meeting.agenda[0]?.itemId })).toMatchObject(refused);
	await deputy.ask('agenda:begin', { itemId: meeting.agenda[0]?.itemId ?? '' });
	await deputy.produce('microphone');
	const turns = chairTurns(await read(database.sql, meeting.meetingId));
	expect(turns.map(({ name }) => name)).toEqual(['Lê Văn Sơn']);
});

test('it stays so after a reload, and after another media server took the room up', async () => {
	const { meeting, chair, deputy, deputyPerson } = await held();
	await chair.ask('chair:hand', { personId: deputyPerson.personId });
	const again = await server.join(meeting, deputyPerson, deputy.connectionId);
	expect(again.joined.snapshot.me.role).toBe('chair');
	const next = await startTestServer(database);
	const back = await next.join(meeting, meeting.chair);
	expect(back.joined.snapshot.me.role).toBe('delegate');
	expect(back.joined.snapshot.meeting.handed?.personName).toBe('Lê Văn Sơn');
	await next.close();
});

test('whom the plan names takes the chair back; nobody else takes it', async () => {
	const { meeting, chair, deputy, deputyPerson, site } = await held();
	const { personId } = meeting.chair;
	await chair.ask('chair:hand', { personId: deputyPerson.personId });
	expect(await site.answer('chair:hand', { personId: meeting.delegates[0].personId })).toMatchObject(refused);
	expect(await site.answer('chair:hand', { personId })).toMatchObject(refused);
	await chair.ask('chair:hand', { personId });
	await deputy.notice('seat:changed', ({ snapshot }) => snapshot.me.role === 'delegate');
	await chair.ask('meeting:end', {});
});

test('secretary and operator act for the chair as far as the chair allows', async () => {
	const { meeting, chair } = await held();
	const secretary = await server.join(meeting, meeting.secretary);
	const operator = await server.join(meeting, meeting.operator);
	const [first] = meeting.agenda;
	const begin = { itemId: first?.itemId ?? '' };
	expect(await operator.answer('agenda:begin', begin)).toMatchObject(refused);
	expect(await secretary.answer('acting:allow', { roles: ['secretary'] })).toMatchObject(refused);
	await chair.ask('acting:allow', { roles: ['operator'] });
	await operator.notice('meeting:changed', (told) => told.meeting.actingRoles.includes('operator'));
	await operator.ask('agenda:begin', begin);
	expect(await secretary.answer('agenda:begin', begin)).toMatchObject(refused);
});

test('who may act for the chair is what the plan says until the chair says otherwise', async () => {
	const meeting = await conveneMeeting(database.sql);
	await database.sql`update meetings set acting_roles = '{operator}' where id = ${meeting.meetingId}`;
	const operator = await server.join(meeting, meeting.operator);
	const secretary = await server.join(meeting, meeting.secretary);
	expect(operator.joined.snapshot.meeting.actingRoles).toEqual(['operator']);
	expect(await secretary.answer('meeting:open', {})).toMatchObject(refused);
	await operator.ask('meeting:open', {});
});

test('a chair who is gone is missed; the secretary takes the chair, and gives it back in one step', async () => {
	const { meeting, chair, site } = await held();
	const secretary = await server.join(meeting, meeting.secretary);
	expect(secretary.joined.snapshot.meeting.chairMissedSince).toBeNull();
	await chair.ask('room:leave', {});
	await site.notice('meeting:changed', (told) => told.meeting.chairMissedSince !== null);
	await secretary.ask('chair:hand', { personId: meeting.secretary.personId });
	await secretary.notice('seat:changed', ({ snapshot }) => snapshot.me.role === 'chair');
	await site.notice('meeting:changed', (told) => told.meeting.chairMissedSince === null);
	await secretary.produce('microphone');
	const back = await server.join(meeting, meeting.chair);
	expect(back.joined.snapshot).toMatchObject({
		me: { role: 'delegate' },
		meeting: { chairName: meeting.secretary.personName, plannedChairId: meeting.chair.personId }
	});
	await back.ask('chair:hand', { personId: meeting.chair.personId });
	await secretary.notice('seat:changed', ({ snapshot }) => snapshot.me.role === 'secretary');
	await back.produce('microphone');
});

test('the deputy whom the plan names takes the chair once it is missed for as long as a seat waits', async () => {
	const hasty = await startTestServer(database, { seatKept: 2_000 });
	const { meeting, chair, deputy, deputyPerson, site } = await held(hasty);
	const { personId } = deputyPerson;
	expect(await deputy.answer('chair:hand', { personId })).toMatchObject(refused);
	await database.sql`update meetings set deputy_id = ${personId} where id = ${meeting.meetingId}`;
	await site.notice('meeting:changed', (told) => told.meeting.deputyId === personId);
	expect(await deputy.answer('chair:hand', { personId })).toMatchObject(refused);
	await chair.ask('room:leave', {});
	await site.notice('meeting:changed', (told) => told.meeting.chairMissedSince !== null);
	expect(await deputy.answer('chair:hand', { personId })).toMatchObject(refused);
	await eventually(() => deputy.answer('chair:hand', { personId })).toMatchObject({ ok: true });
	await deputy.ask('agenda:begin', { itemId: meeting.agenda[0]?.itemId ?? '' });
	await hasty.close();
});

test('nobody takes the chair of a meeting that has not begun, however early they come', async () => {
	const meeting = await conveneMeeting(database.sql);
	const deputyPerson = await colleagueOf(meeting.chair, 'Lê Văn Sơn');
	const { personId } = deputyPerson;
	const tomorrow = new Date(Date.now() + 86_400_000);
	await database.sql`
		update meetings set deputy_id = ${personId}, starts_at = ${tomorrow} where id = ${meeting.meetingId}
	`;
	const deputy = await server.join(meeting, deputyPerson);
	expect(await deputy.answer('chair:hand', { personId })).toMatchObject(refused);
});

test('whom the plan names anew has the chair, whoever it was handed to before the opening', async () => {
	const meeting = await conveneMeeting(database.sql);
	const deputyPerson = await colleagueOf(meeting.chair, 'Lê Văn Sơn');
	const newChair = await colleagueOf(meeting.chair, 'Phạm Thị Thu');
	const chair = await server.join(meeting, meeting.chair);
	const deputy = await server.join(meeting, deputyPerson);
	const other = await server.join(meeting, newChair);
	await chair.ask('chair:hand', { personId: deputyPerson.personId });
	await deputy.notice('seat:changed', ({ snapshot }) => snapshot.me.role === 'chair');
	await database.sql`update meetings set chair_id = ${newChair.personId} where id = ${meeting.meetingId}`;
	await deputy.notice('seat:changed', ({ snapshot }) => snapshot.me.role === 'delegate');
	await other.notice('seat:changed', ({ snapshot }) => snapshot.me.role === 'chair');
	expect(await deputy.answer('meeting:open', {})).toMatchObject(refused);
	await other.ask('meeting:open', {});
});

test('the chair is not handed to a seat whose page is gone', async () => {
	const { chair, deputy, deputyPerson } = await held();
	const { personId } = deputyPerson;
	deputy.dropSocket();
	await eventually(async () => (await chair.ask('chair:candidates', {})).people).toEqual([]);
	expect(await chair.answer('chair:hand', { personId })).toMatchObject({ error: { code: 'chair_absent' } });
});

test('whoever hands the chair on ends, votes, counts and hands no more, though it was asked for in one moment', async () => {
	const { meeting, chair, deputyPerson, site } = await held();
	const secretary = await server.join(meeting, meeting.secretary);
	const vote = { voteId: randomUUID(), question: 'Thông qua?', secret: false, electorate: 'sites' };
	const [handed, ...late] = await Promise.all([
		chair.answer('chair:hand', { personId: deputyPerson.personId }),
		chair.answer('chair:hand', { personId: meeting.secretary.personId }),
		chair.answer('roll:take', {}),
		chair.answer('vote:open', vote),
		chair.answer('meeting:end', {})
	]);
	expect(handed).toMatchObject({ ok: true });
	for (const answer of late) expect(answer).toMatchObject(refused);
	expect(secretary.all('seat:changed')).toEqual([]);
	await site.ask('hand:raise', {});
});

test('two devices of one site are both heard while it has the floor, and silent when either gives it back', async () => {
	const { meeting, site, chair } = await held();
	const [place] = meeting.delegates;
	const second = await server.join(meeting, await colleagueOf(place, 'Máy thứ hai'));
	await expect(second.produce('microphone')).rejects.toMatchObject({ code: 'floor_required' });
	await second.ask('hand:raise', {});
	await chair.ask('floor:grant', { siteId: place.siteId });
	const sent = [(await site.produce('microphone')).producerId, (await second.produce('camera')).producerId];
	await chair.watch();
	for (const producerId of sent) await eventually(() => chair.received(producerId)).toBeGreaterThan(5);
	await site.ask('room:leave', {});
	await eventually(() => second.all('floor:changed').at(-1)?.floor.length).toBe(1);
	await second.ask('floor:return', {});
	await second.notice('producer:closed', ({ producerId }) => producerId === sent[1]);
	await expect(second.produce('microphone')).rejects.toMatchObject({ code: 'floor_required' });
});

test('two devices of one site stand in it: it is away only when both have gone, and one hand serves both', async () => {
	const { meeting, site, chair } = await held();
	const [place] = meeting.delegates;
	const second = await server.join(meeting, await colleagueOf(place, 'Máy thứ hai'));
	await site.ask('hand:raise', {});
	expect(await second.answer('hand:raise', {})).toMatchObject({ error: { code: 'already_raised' } });
	await site.ask('room:leave', {});
	await second.ask('hand:lower', {});
	await chair.notice('hands:changed', ({ hands }) => hands.length === 0);
	const isAway = () =>
		chair
			.all('sites:changed')
			.flatMap(({ sites }) => sites)
			.findLast(({ siteId }) => siteId === place.siteId)?.connected === false;
	expect(isAway()).toBe(false);
	await second.ask('room:leave', {});
	await eventually(isAway).toBe(true);
});
