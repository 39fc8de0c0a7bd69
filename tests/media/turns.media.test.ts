// Who speaks next, how many at once, for how long: over the wire, as pages see it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting, type ConvenedMeeting, type Seated } from '../support/media/meeting.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database, { offerKept: 400 });
});
afterAll(() => server.close());

type Held = {
	meeting: ConvenedMeeting;
	chair: Seat;
	sites: [Seat, Seat, Seat];
	ids: [string, string, string];
};

async function hold(consent: boolean): Promise<Held> {
	const meeting = await conveneMeeting(database.sql);
	const chair = await server.join(meeting, meeting.chair);
	await chair.ask('meeting:open', {});
	const [first, second = first, third = first] = meeting.delegates;
	const join = async (seated: Seated) => {
		const seat = await server.connect(meeting, seated);
		await seat.join({ consent });
		return seat;
	};
	const sites: Held['sites'] = [await join(first), await join(second), await join(third)];
	return { meeting, chair, sites, ids: [first.siteId, second.siteId, third.siteId] };
}
const typesOf = async ({ meeting }: Held, pattern: RegExp) =>
	(await events.read(database.sql, meeting.meetingId)).map(({ type }) => type).filter((t) => pattern.test(t));

describe('a site that is called without having asked', () => {
	test('is asked, and not heard before it accepts', async () => {
		const held = await hold(false);
		const { chair, sites, ids } = held;
		await chair.ask('floor:grant', { siteId: ids[0] });
		const { offers } = await sites[0].notice('offers:changed', (told) => told.offers.length === 1);
		expect(offers[0]).toMatchObject({ siteId: ids[0] });
		await expect(sites[0].produce('microphone')).rejects.toMatchObject({ code: 'floor_required' });
		await sites[0].ask('offer:accept', {});
		await sites[0].produce('microphone');
		expect(await typesOf(held, /^(offer|floor)/)).toEqual(['offer:made', 'offer:ended', 'floor:granted']);
	});

	test('may say: not now', async () => {
		const held = await hold(false);
		const { chair, sites, ids } = held;
		await chair.ask('floor:grant', { siteId: ids[0] });
		await sites[0].ask('offer:decline', {});
		await chair.notice('offers:changed', ({ offers }) => offers.length === 0);
		await chair.notice('site:told', (told) => told.siteId === ids[0] && told.what === 'offer-declined');
		expect(sites[0].all('site:told')).toEqual([]);
		expect(await typesOf(held, /^floor:granted/)).toEqual([]);
		expect(await sites[0].answer('offer:accept', {})).toMatchObject({ error: { code: 'offer_over' } });
	});

	test('is asked no longer when it does not answer in time', async () => {
		const { chair, sites, ids, meeting } = await hold(false);
		await chair.ask('floor:grant', { siteId: ids[0] });
		await chair.notice('offers:changed', ({ offers }) => offers.length === 1);
		await chair.notice('offers:changed', ({ offers }) => offers.length === 0);
		await chair.notice('site:told', (told) => told.siteId === ids[0] && told.what === 'offer-expired');
		const log = await events.read(database.sql, meeting.meetingId);
		expect(log.find(({ type }) => type === 'offer:ended')?.data).toEqual({ reason: 'expired' });
		expect(await sites[0].answer('offer:accept', {})).toMatchObject({ error: { code: 'offer_over' } });
	});

	test('nobody answers for another site', async () => {
		const { chair, sites, ids } = await hold(false);
		await chair.ask('floor:grant', { siteId: ids[0] });
		expect(await sites[1].answer('offer:accept', {})).toMatchObject({ error: { code: 'offer_over' } });
	});

	test('has the floor at once when it consented, which the chair sees, until it takes that back', async () => {
		const { chair, sites, ids } = await hold(true);
		await chair.notice('sites:changed', (told) => told.sites.some((s) => s.siteId === ids[0] && s.consents));
		await chair.ask('floor:grant', { siteId: ids[0] });
		await sites[0].notice('floor:changed', ({ floor }) => floor[0]?.siteId === ids[0]);
		await sites[1].ask('site:consent', { consent: false });
		await chair.notice('sites:changed', (told) => told.sites.some((s) => s.siteId === ids[1] && !s.consents));
		await chair.ask('floor:grant', { siteId: ids[1] });
		await sites[1].notice('offers:changed', ({ offers }) => offers[0]?.siteId === ids[1]);
	});

	test('has the floor at once when its hand is up', async () => {
		const { chair, sites, ids } = await hold(false);
		await sites[0].ask('hand:raise', {});
		await chair.ask('floor:grant', { siteId: ids[0] });
		await sites[0].notice('floor:changed', ({ floor }) => floor[0]?.siteId === ids[0]);
	});
});

describe('in a discussion', () => {
	test('as many speak as the chair allows, and no more', async () => {
		const { chair, sites, ids, meeting } = await hold(true);
		await chair.ask('floor:limit', { limit: 2 });
		await sites[0].notice('meeting:changed', (told) => told.meeting.floorLimit === 2);
		for (const siteId of ids.slice(0, 2)) await chair.ask('floor:grant', { siteId });
		await sites[0].produce('microphone');
		await sites[1].produce('microphone');
		expect(await chair.answer('floor:grant', { siteId: ids[2] })).toMatchObject({
			error: { code: 'floor_taken' }
		});
		await sites[0].ask('floor:return', {});
		await chair.ask('floor:grant', { siteId: ids[2] });
		const late = await server.join(meeting, meeting.secretary);
		expect(late.joined.snapshot.floor.map(({ siteId }) => siteId)).toEqual([ids[1], ids[2]]);
		expect(late.joined.snapshot.meeting.floorLimit).toBe(2);
	});

	test('more than the stage has pictures cannot be allowed', async () => {
		const { chair } = await hold(true);
		for (const limit of [0, 5, 1.5]) {
			expect(await chair.answer('floor:limit', { limit })).toMatchObject({
				error: { code: 'invalid_input' }
			});
		}
	});
});

test('a turn takes what the room says', async () => {
	const { chair, ids } = await hold(true);
	await chair.ask('floor:time', { minutes: 5 });
	await chair.ask('floor:grant', { siteId: ids[0] });
	await chair.notice('floor:changed', ({ floor }) => floor[0]?.minutes === 5);
	await chair.ask('floor:time', { minutes: null });
	await chair.ask('floor:grant', { siteId: ids[1] });
	await chair.notice('floor:changed', ({ floor }) => floor[0]?.siteId === ids[1] && !floor[0].minutes);
});

describe('a speaker of the plan', () => {
	type Speaker = { siteId: string; minutes: number };

	/** As the plan page saves it; who waits in the room learns it at once. */
	async function arrange({ meeting, chair }: Held, speakers: Speaker[]): Promise<string> {
		const { meetingId } = meeting;
		const itemId = meeting.agenda[0]?.itemId ?? '';
		const rows = speakers.map((speaker, index) => ({ ...speaker, meetingId, itemId, position: index + 1 }));
		await database.sql`insert into agenda_speakers ${database.sql(rows)}`;
		await chair.notice('agenda:changed', ({ agenda }) => agenda[0]?.speakers.length === speakers.length);
		return itemId;
	}

	test('has the minutes of the plan on its item, once; the agenda shows who has spoken', async () => {
		const held = await hold(true);
		const { chair, ids } = held;
		const itemId = await arrange(held, [
			{ siteId: ids[0], minutes: 3 },
			{ siteId: ids[1], minutes: 8 }
		]);
		await chair.ask('floor:time', { minutes: 5 });
		await chair.ask('agenda:begin', { itemId });
		const granted = async (siteId: string, minutes: number) => {
			await chair.ask('floor:grant', { siteId });
			await chair.notice(
				'floor:changed',
				({ floor }) => floor[0]?.siteId === siteId && floor[0].minutes === minutes
			);
		};
		await granted(ids[0], 3);
		const told = await chair.notice('speakers:changed');
		expect(told).toEqual({ itemId, speakers: [{ siteId: ids[0], minutes: 3, state: 'spoken' }] });
		const agendas = chair.all('agenda:changed').length;
		await granted(ids[2], 5);
		await granted(ids[0], 5);
		await granted(ids[1], 8);
		// Of the whole agenda nobody needs to hear again.
		expect(chair.all('agenda:changed')).toHaveLength(agendas);
		const late = await server.join(held.meeting, held.meeting.secretary);
		const states = late.joined.snapshot.agenda[0]?.speakers.map(({ state }) => state);
		expect(states).toEqual(['spoken', 'spoken']);
	});

	test('who would not speak is shown so to who conducts', async () => {
		const held = await hold(false);
		const { chair, sites, ids } = held;
		const itemId = await arrange(held, [{ siteId: ids[0], minutes: 3 }]);
		await chair.ask('agenda:begin', { itemId });
		await chair.ask('floor:grant', { siteId: ids[0] });
		await sites[0].ask('offer:decline', {});
		await chair.notice('speakers:changed', ({ speakers }) => speakers[0]?.state === 'declined');
	});
});

test('the list of hands is told at most four times a second, and its last state always', async () => {
	const { chair, sites, ids } = await hold(true);
	for (const seat of sites) await seat.ask('hand:raise', {});
	const { hands } = await chair.notice('hands:changed', (told) => told.hands.length === 3);
	expect(hands.map(({ siteId }) => siteId)).toEqual(ids);
});

test('a site whose hand is taken down, or whose floor is taken back, is told so', async () => {
	const { chair, sites, ids } = await hold(true);
	await sites[0].ask('hand:raise', {});
	await chair.ask('hand:dismiss', { siteId: ids[0] });
	await sites[0].notice('site:told', ({ what }) => what === 'hand-dismissed');
	await chair.ask('floor:grant', { siteId: ids[0] });
	await chair.ask('floor:withdraw', { siteId: ids[0] });
	await sites[0].notice('site:told', ({ what }) => what === 'floor-withdrawn');
	expect(sites[1].all('site:told')).toEqual([]);
});

test('three are heard at once: the chair and who was called last; whoever is left out sees that they are', async () => {
	const { chair, sites, ids } = await hold(true);
	await chair.ask('floor:limit', { limit: 3 });
	for (const siteId of ids) await chair.ask('floor:grant', { siteId });
	const voices = new Map<string, Seat>();
	for (const seat of [chair, ...sites]) voices.set((await seat.produce('microphone')).producerId, seat);
	const heardBy = (seat: Seat) => {
		const stage = seat.all('stage:changed').at(-1)?.stage ?? [];
		return stage.flatMap(({ producerId }) => voices.get(producerId)?.connectionId ?? []).toSorted();
	};
	const [first, second, third] = sites;
	const loud = [chair, second, third].map(({ connectionId }) => connectionId).toSorted();
	await eventually(() => heardBy(first)).toEqual(loud);
	const [chairs] = voices.keys();
	await chair.ask('producer:pause', { producerId: chairs ?? '' });
	await eventually(() => heardBy(first)).toEqual(sites.map(({ connectionId }) => connectionId).toSorted());
});

test('a picture for each speaker: four at once are seen', async () => {
	const { chair, sites, ids, meeting } = await hold(true);
	await chair.watch();
	await chair.ask('floor:limit', { limit: 3 });
	for (const siteId of ids) await chair.ask('floor:grant', { siteId });
	await chair.produce('camera');
	for (const seat of sites) await seat.produce('camera');
	await eventually(() => chair.consumers.length).toBe(3);
	const late = await server.join(meeting, meeting.secretary);
	expect(late.joined.snapshot.stage).toHaveLength(4);
});
