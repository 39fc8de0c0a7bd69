// The floor, as packets tell it: who sends without it is refused, who loses it is silent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { openMeeting, type OpenMeeting } from '../support/media/open-meeting.ts';
import { audioParameters, audioSender, videoParameters, type Sender } from '../support/media/sender.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

const hold = () => openMeeting(database, server);
const now = ({ meeting }: OpenMeeting) => events.read(database.sql, meeting.meetingId);
const switches = async (held: OpenMeeting) =>
	(await now(held)).map(({ type }) => type).filter((type) => /^stage:(paused|resumed)$/.test(type));

/** More than a second of packets that nobody has allowed. */
async function keepsSending(seat: Seat, sender: Sender): Promise<void> {
	const { link } = await seat.sendLink();
	const { sent } = sender;
	await sender.start((packet) => link.send(packet));
	await eventually(() => sender.sent - sent).toBeGreaterThan(60);
	sender.stop();
}

describe('without the floor', () => {
	test('a site is neither seen nor heard, even by a forged message', async () => {
		const held = await hold();
		const { speaker, listener } = held;
		const { transportId } = await speaker.sendLink();
		for (const source of ['camera', 'microphone', 'screen', 'screen-audio'] as const) {
			await expect(speaker.produce(source)).rejects.toMatchObject({ code: 'floor_required' });
		}
		const forged = { transportId, kind: 'video', source: 'camera', rtpParameters: videoParameters('VP8', 7) };
		for (const extra of [{ role: 'chair' }, { siteId: held.meeting.chair.siteId }, { force: true }]) {
			expect(await speaker.answer('producer:create', { ...forged, ...extra })).toMatchObject({
				ok: false,
				error: { code: 'floor_required' }
			});
		}
		await keepsSending(speaker, audioSender(7));
		expect(listener.receivedInAll).toBe(0);
		expect(listener.consumers).toEqual([]);
		expect((await now(held)).some(({ type }) => type === 'stage:entered')).toBe(false);
	});

	test('the chair is seen and heard', async () => {
		const { chair, listener } = await hold();
		const { producerId } = await chair.produce('microphone');
		await eventually(() => listener.received(producerId)).toBeGreaterThan(20);
	});

	test('nobody is, before the opening', async () => {
		const { chair, speaker } = await openMeeting(database, server, { open: false });
		for (const seat of [chair, speaker]) {
			await expect(seat.produce('camera')).rejects.toMatchObject({ code: 'meeting_not_open' });
		}
	});
});

describe('with the floor', () => {
	test('a site is seen and heard by all others, and not by itself', async () => {
		const { chair, speaker, listener, siteId } = await hold();
		await speaker.watch();
		await chair.ask('floor:grant', { siteId });
		const camera = await speaker.produce('camera');
		const microphone = await speaker.produce('microphone');
		for (const { producerId } of [camera, microphone]) {
			for (const seat of [chair, listener]) {
				await eventually(() => seat.received(producerId)).toBeGreaterThan(20);
			}
		}
		expect(speaker.consumers).toEqual([]);
		const stage = listener.all('stage:changed').at(-1)?.stage;
		expect(stage?.map(({ source, siteId: of }) => [source, of])).toEqual([
			['camera', siteId],
			['microphone', siteId]
		]);
		await listener.notice('speaker:changed', (speaking) => speaking.siteId === siteId);
	});

	test('a picture begins with a key frame that the site is asked for', async () => {
		const { chair, speaker, listener, siteId } = await hold();
		await chair.ask('floor:grant', { siteId });
		const { sender, producerId } = await speaker.produce('camera');
		await eventually(() => listener.received(producerId)).toBeGreaterThan(0);
		const asked = sender.keyFramesAsked;
		await chair.watch();
		await eventually(() => sender.keyFramesAsked).toBeGreaterThan(asked);
		await eventually(() => chair.received(producerId)).toBeGreaterThan(0);
	});

	test('its picture comes large, and the chair’s small', async () => {
		const { chair, speaker, listener, siteId } = await hold();
		const chairs = await chair.produce('camera', 3);
		await eventually(() => listener.width(chairs.producerId)).toBe(320);
		await chair.ask('floor:grant', { siteId });
		const speakers = await speaker.produce('camera', 3);
		await eventually(() => listener.width(speakers.producerId)).toBe(320);
		await eventually(() => listener.width(chairs.producerId)).toBe(160);
		await chair.ask('floor:withdraw', { siteId });
		await eventually(() => listener.width(chairs.producerId)).toBe(320);
	});

	test('a site has one camera', async () => {
		const { chair, speaker, siteId } = await hold();
		await chair.ask('floor:grant', { siteId });
		await speaker.produce('camera');
		await expect(speaker.produce('camera')).rejects.toMatchObject({ code: 'conflict' });
	});

	test('a muted microphone is shown as muted', async () => {
		const held = await hold();
		const { chair, speaker, listener, siteId } = held;
		await chair.ask('floor:grant', { siteId });
		const { producerId } = await speaker.produce('microphone');
		await listener.notice('consumer:created');
		await speaker.ask('producer:pause', { producerId });
		await listener.notice('stage:changed', ({ stage }) => stage.some(({ paused }) => paused));
		await listener.notice('consumer:paused');
		await speaker.ask('producer:resume', { producerId });
		await listener.notice('consumer:resumed');
		// The recording follows the log, not the silence of a line.
		await eventually(async () => (await switches(held)).join()).toBe('stage:paused,stage:resumed');
	});

	test('a page that hides a picture gets no more of it', async () => {
		const { chair, listener } = await hold();
		const { producerId, sender } = await chair.produce('microphone');
		await eventually(() => listener.received(producerId)).toBeGreaterThan(10);
		const consumerId = listener.consumers[0]?.id ?? '';
		await listener.ask('consumer:pause', { consumerId });
		const before = listener.received(producerId);
		const sent = sender.sent;
		await eventually(() => sender.sent - sent).toBeGreaterThan(50);
		expect(listener.received(producerId) - before).toBeLessThan(10);
	});
});

describe('when the floor is taken back', () => {
	test('the site is silent when the others hear of it, and its page is told', async () => {
		const { chair, speaker, listener, siteId } = await hold();
		await chair.ask('floor:grant', { siteId });
		const camera = await speaker.produce('camera');
		const microphone = await speaker.produce('microphone');
		await eventually(() => listener.received(microphone.producerId)).toBeGreaterThan(20);

		let heard: number | undefined;
		listener.onNotice('floor:changed', ({ floor }) => {
			if (floor.length === 0) heard ??= listener.receivedInAll;
		});
		await chair.ask('floor:withdraw', { siteId });
		for (const { producerId } of [camera, microphone]) {
			await speaker.notice('producer:closed', (closed) => closed.producerId === producerId);
		}
		await eventually(() => listener.consumers.length).toBe(0);
		await eventually(() => heard).toBeDefined();
		// The page of a site that does not obey goes on sending.
		const before = listener.receivedInAll;
		await keepsSending(speaker, microphone.sender);
		expect(listener.receivedInAll - before).toBe(0);
		// What was on its way already: less than a second brings.
		expect(before - (heard ?? 0)).toBeLessThan(50);
		await expect(speaker.produce('microphone')).rejects.toMatchObject({ code: 'floor_required' });
	});

	test('in the very moment in which the site asks, it is not given', async () => {
		const { meeting, chair, speaker, listener, siteId } = await hold();
		await chair.ask('floor:grant', { siteId });
		const { transportId } = await speaker.sendLink();
		const answers = await Promise.all([
			speaker.answer('producer:create', {
				transportId,
				kind: 'audio',
				source: 'microphone',
				rtpParameters: audioParameters(9)
			}),
			chair.answer('floor:withdraw', { siteId })
		]);
		expect(answers[1]).toEqual({ ok: true, data: {} });
		await eventually(() => listener.consumers.length).toBe(0);
		const late = await server.join(meeting, meeting.secretary);
		expect(late.joined.snapshot.stage).toEqual([]);
	});

	test('by giving it to another site, the first one gives way', async () => {
		const held = await hold();
		const { chair, speaker, listener, siteId, meeting } = held;
		const second = meeting.delegates[1]?.siteId ?? '';
		await chair.ask('floor:grant', { siteId });
		const { producerId } = await speaker.produce('camera');
		await chair.ask('floor:grant', { siteId: second });
		await speaker.notice('producer:closed', (closed) => closed.producerId === producerId);
		const { floor } = await speaker.notice('floor:changed', (one) => one.floor[0]?.siteId === second);
		expect(floor).toHaveLength(1);
		const own = await listener.produce('microphone');
		await eventually(() => chair.received(own.producerId)).toBeGreaterThan(10);
		expect(events.floorTurns(await now(held)).map(({ reason }) => reason)).toEqual(['withdrawn', null]);
	});

	test('or given back, the log says so', async () => {
		const held = await hold();
		const { chair, speaker, siteId } = held;
		await speaker.ask('hand:raise', {});
		expect(await speaker.answer('hand:raise', {})).toMatchObject({ error: { code: 'already_raised' } });
		await chair.ask('floor:grant', { siteId });
		await speaker.ask('floor:return', {});
		expect(await speaker.answer('floor:return', {})).toMatchObject({ error: { code: 'turn_over' } });
		const log = (await now(held)).map(({ type }) => type).filter((type) => /^(hand|floor)/.test(type));
		expect(log).toEqual(['hand:raised', 'hand:lowered', 'floor:granted', 'floor:ended']);
	});

	test('the secretary acts for the chair', async () => {
		const { meeting, speaker, siteId } = await hold();
		const secretary = await server.join(meeting, meeting.secretary);
		await secretary.ask('floor:grant', { siteId });
		await speaker.notice('floor:changed', ({ floor }) => floor[0]?.siteId === siteId);
		await secretary.ask('floor:withdraw', { siteId });
		await speaker.notice('floor:changed', ({ floor }) => floor.length === 0);
	});

	test('a site that is not here cannot get it', async () => {
		const { meeting, chair } = await hold();
		const absent = meeting.delegates[2]?.siteId ?? '';
		expect(await chair.answer('floor:grant', { siteId: absent })).toMatchObject({
			error: { code: 'site_absent' }
		});
	});
});
