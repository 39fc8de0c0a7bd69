// The wall: stills only from those who are asked, only to those who look, never more than their line takes; and what
// an officer decides about one site.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { largestStill, unpackStills } from '../../src/lib/protocol/wall.ts';
import { read } from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { openMeeting, type OpenMeeting } from '../support/media/open-meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';
import type { Seat } from '../support/media/seat.ts';
import { videoParameters } from '../support/media/sender.ts';
import { jpegOf, pictureAt, smallJpeg, someReport } from '../support/media/stills.ts';

const database = testDatabase();
let server: TestServer;
let here: OpenMeeting;

beforeAll(async () => {
	server = await startTestServer(database, { seatKept: 60_000 });
});
afterAll(() => server.close());
beforeEach(async () => {
	here = await openMeeting(database, server, { open: false });
});

const otherSiteId = () => here.meeting.delegates[1]?.siteId ?? '';
const picturesAt = (seat: Seat) =>
	seat
		.all('stills:came')
		.flatMap((batch) => unpackStills(batch).map(({ siteId, picture }) => ({ siteId, picture })));
const factsOf = (seat: Seat, siteId: string) =>
	seat
		.all('wall:updated')
		.flatMap(({ sites }) => sites)
		.findLast((site) => site.siteId === siteId);
const refused = (code: string) => ({ ok: false, error: { code } });

describe('stills', () => {
	test('are asked of those whose card is on a screen, come to who looks, and to nobody else', async () => {
		const { meeting, chair, speaker, listener, siteId } = here;
		const secretary = await server.join(meeting, meeting.secretary);
		await secretary.ask('wall:look', { siteIds: [otherSiteId()] });
		await chair.ask('wall:look', { siteIds: [siteId] });
		await speaker.notice('wall:wanted', ({ still }) => still === 3);
		await listener.notice('wall:wanted', ({ still }) => still === 3);
		await speaker.ask('still:send', { picture: jpegOf(500, 1) });
		await listener.ask('still:send', { picture: jpegOf(500, 2) });
		const stills = unpackStills(await chair.notice('stills:came'));
		expect(stills.map((still) => still.siteId)).toEqual([siteId]);
		expect(new Uint8Array(stills[0]?.picture ?? [])).toEqual(jpegOf(500, 1));
		await secretary.notice('stills:came');
		expect(picturesAt(secretary).map((one) => one.siteId)).toEqual([otherSiteId()]);
		for (const seat of [speaker, listener]) expect(picturesAt(seat)).toEqual([]);
	});

	test('are wanted no more when nobody looks', async () => {
		const { chair, speaker, siteId } = here;
		await chair.ask('wall:look', { siteIds: [siteId] });
		await speaker.notice('wall:wanted', ({ still }) => still !== null);
		await chair.ask('wall:leave', {});
		await speaker.notice('wall:wanted', ({ still, report }) => still === null && report === null);
	});

	test('are wanted again of a page that came back, and by one', async () => {
		const { meeting, chair, speaker, siteId } = here;
		await chair.ask('wall:look', { siteIds: [siteId] });
		await speaker.notice('wall:wanted');
		speaker.dropSocket();
		await speaker.gone();
		const again = await server.join(meeting, meeting.delegates[0], speaker.connectionId);
		await again.notice('wall:wanted', ({ still }) => still === 3);
		chair.dropSocket();
		await chair.gone();
		const chairAgain = await server.join(meeting, meeting.chair, chair.connectionId);
		await again.notice('wall:wanted', ({ still }) => still === null);
		await chairAgain.ask('wall:look', { siteIds: [siteId] });
		await eventually(() => again.all('wall:wanted').at(-1)?.still).toBe(3);
	});

	test('of a camera that was turned off come no more, and the wall says why, until it is on again', async () => {
		const { chair, speaker, siteId } = here;
		await chair.ask('wall:look', { siteIds: [siteId] });
		await speaker.notice('wall:wanted', ({ still }) => still !== null);
		await speaker.ask('still:send', { picture: jpegOf(500, 1) });
		await chair.notice('stills:came');
		// The next one waits for the answer to this one, and the camera goes off meanwhile.
		await speaker.ask('still:send', { picture: jpegOf(500, 2) });
		await speaker.ask('still:stop', { why: 'off' });
		const unseen = () => factsOf(chair, siteId)?.unseen;
		await eventually(unseen).toBe('off');
		await chair.ask('stills:seen', {});
		await speaker.ask('still:stop', { why: 'private' });
		await eventually(unseen).toBe('private');
		expect(picturesAt(chair)).toHaveLength(1);
		await speaker.ask('still:send', { picture: jpegOf(500, 3) });
		await eventually(unseen).toBeNull();
		await eventually(() => picturesAt(chair).at(-1)?.picture[pictureAt]).toBe(3);
		expect(picturesAt(chair)).toHaveLength(2);
	});

	test.each([
		['too large', jpegOf(largestStill + 1)],
		['no JPEG', new Uint8Array(500)],
		['cut off', jpegOf(500).slice(0, 499)],
		['small to send and giant to show', jpegOf(500, 0, [20_000, 20_000])],
		['nothing', new Uint8Array()],
		['text', 'ffd8ff']
	])('that are %s are refused', async (_, picture) => {
		const { chair, speaker, siteId } = here;
		await chair.ask('wall:look', { siteIds: [siteId] });
		expect(await speaker.answer('still:send', { picture })).toEqual(refused('invalid_input'));
		expect(await speaker.answer('still:send', { picture: smallJpeg })).toMatchObject({ ok: true });
		await chair.notice('stills:came');
		expect(picturesAt(chair)).toHaveLength(1);
	});

	test('that come too often are refused', async () => {
		const { speaker } = here;
		const send = () => speaker.answer('still:send', { picture: smallJpeg });
		const answers = await Promise.all(Array.from({ length: 10 }, send));
		expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(4);
		expect(answers.at(-1)).toEqual(refused('too_many_requests'));
	});

	test('do not queue up for a page that has not got the last ones: it gets the newest', async () => {
		const { chair, speaker, listener, siteId } = here;
		await chair.ask('wall:look', { siteIds: [siteId, otherSiteId()] });
		await speaker.ask('still:send', { picture: jpegOf(500, 1) });
		await chair.notice('stills:came');
		await speaker.ask('still:send', { picture: jpegOf(500, 2) });
		await speaker.ask('still:send', { picture: jpegOf(500, 3) });
		// Somebody who answers sees it, so the silent page's turn has passed, too.
		const { meeting } = here;
		const secretary = await server.join(meeting, meeting.secretary);
		await secretary.ask('wall:look', { siteIds: [otherSiteId()] });
		await listener.ask('still:send', { picture: jpegOf(500, 9) });
		await secretary.notice('stills:came');
		expect(chair.all('stills:came')).toHaveLength(1);
		await chair.ask('stills:seen', {});
		await eventually(() => chair.all('stills:came').length).toBe(2);
		const second = chair.all('stills:came').slice(1, 2).flatMap(unpackStills);
		expect(second.map((still) => [still.siteId, still.picture[pictureAt]])).toEqual([
			[siteId, 3],
			[otherSiteId(), 9]
		]);
	});

	test('come together from more sites than a message has room for binaries, over a line that stays', async () => {
		const meeting = await conveneMeeting(database.sql, { sites: 24 });
		const chair = await server.join(meeting, meeting.chair);
		const seats = await Promise.all(meeting.delegates.map((delegate) => server.join(meeting, delegate)));
		const siteIds = meeting.delegates.map(({ siteId }) => siteId);
		await chair.ask('wall:look', { siteIds });
		await Promise.all(seats.map((seat) => seat.notice('wall:wanted', ({ still }) => still !== null)));
		await seats[0]?.ask('still:send', { picture: jpegOf(500, 0) });
		await chair.notice('stills:came');
		for (const [index, seat] of seats.entries())
			await seat.ask('still:send', { picture: jpegOf(500 + index, index) });
		await chair.ask('stills:seen', {});
		await eventually(() => chair.all('stills:came').length).toBe(2);
		const batch = chair.all('stills:came').slice(1).flatMap(unpackStills);
		expect(batch.map(({ siteId }) => siteId)).toEqual(siteIds);
		for (const [index, { picture }] of batch.entries()) {
			expect(new Uint8Array(picture)).toEqual(jpegOf(500 + index, index));
		}
	});
});

describe('what the wall says of a site', () => {
	test('comes to who looks as it changes: the line, the microphone, a page that is gone', async () => {
		const { chair, speaker, siteId } = here;
		await chair.ask('wall:look', { siteIds: [] });
		const all = await chair.notice('wall:updated', ({ sites }) => sites.length === 4);
		expect(
			all.sites.every(({ lostAt, removed, microphone }) => lostAt === null && !removed && !microphone)
		).toBe(true);
		const about = (matches: (site: (typeof all.sites)[number]) => boolean) =>
			chair.notice('wall:updated', ({ sites }) =>
				sites.some((site) => site.siteId === siteId && matches(site))
			);
		await speaker.notice('wall:wanted', ({ still, report }) => still === null && report === 5);
		await speaker.ask('line:report', { ...someReport, lossIn: 8.2 });
		await about(({ loss, delay }) => loss === 8 && delay === 40);
		await chair.ask('meeting:open', {});
		await chair.ask('floor:grant', { siteId });
		await speaker.produce('microphone');
		await about(({ microphone }) => microphone);
		speaker.dropSocket();
		await about(({ lostAt, microphone }) => lostAt !== null && !microphone);
		expect(speaker.all('wall:updated')).toEqual([]);
	});

	test('in detail is the operator’s to know', async () => {
		const { meeting, speaker, siteId } = here;
		const operator = await server.join(meeting, meeting.operator);
		await speaker.ask('line:report', someReport);
		const { devices } = await operator.ask('wall:inspect', { siteId });
		expect(devices).toMatchObject([
			{ connectionId: speaker.connectionId, role: 'delegate', online: true, report: someReport }
		]);
		const { workers } = await operator.ask('load:read', {});
		expect(workers).toMatchObject([{ index: 0, capacity: 230 }]);
		expect(await speaker.answer('wall:inspect', { siteId })).toEqual(refused('not_allowed'));
	});
});

describe('a site', () => {
	test('that the operator limits to sound gets and sends no picture, and is told why', async () => {
		const { meeting, chair, speaker, siteId } = here;
		await chair.ask('meeting:open', {});
		await speaker.watch();
		const operator = await server.join(meeting, meeting.operator);
		const camera = await chair.produce('camera');
		await eventually(() => speaker.received(camera.producerId)).toBeGreaterThan(0);
		await chair.ask('floor:grant', { siteId });
		const own = await speaker.produce('camera');
		await operator.ask('site:limit', { siteId, audioOnly: true });
		await speaker.notice('line:changed', ({ audioOnly, held }) => audioOnly && held);
		await speaker.notice('consumer:paused');
		await chair.notice('stage:changed', ({ stage }) =>
			stage.some(({ producerId, paused }) => producerId === own.producerId && paused)
		);
		expect(await speaker.answer('producer:resume', { producerId: own.producerId })).toEqual(
			refused('audio_only')
		);
		await speaker.produce('microphone');
		await operator.ask('site:limit', { siteId, audioOnly: false });
		await speaker.notice('line:changed', ({ audioOnly, held }) => !audioOnly && !held);
		await speaker.notice('consumer:resumed');
		await speaker.ask('producer:resume', { producerId: own.producerId });
	});

	test('that is muted is silent at once, and may speak up again', async () => {
		const open = await openMeeting(database, server, { conduct: 'open' });
		const { producerId } = await open.speaker.produce('microphone');
		await open.chair.ask('site:mute', { siteId: open.siteId });
		await open.speaker.notice('microphone:muted');
		await open.chair.notice('stage:changed', ({ stage }) => stage.some(({ paused }) => paused));
		await open.speaker.ask('producer:resume', { producerId });
	});

	test('that was muted while its line was away is told so when it is back, until it speaks up', async () => {
		const open = await openMeeting(database, server, { conduct: 'open' });
		const [first] = open.meeting.delegates;
		const { producerId } = await open.speaker.produce('microphone');
		open.speaker.dropSocket();
		await open.speaker.gone();
		await open.chair.ask('site:mute', { siteId: open.siteId });
		const again = await server.join(open.meeting, first, open.speaker.connectionId);
		expect(again.joined).toMatchObject({ resumed: true, muted: true, producerIds: [producerId] });
		await open.chair.notice('stage:changed', ({ stage }) => stage.some(({ paused }) => paused));
		await again.ask('producer:resume', { producerId });
		again.dropSocket();
		await again.gone();
		const later = await server.join(open.meeting, first, open.speaker.connectionId);
		expect(later.joined).toMatchObject({ resumed: true, muted: false });
	});

	test('that is limited while its camera is being opened sends no picture', async () => {
		const { meeting, chair, speaker, siteId } = await openMeeting(database, server, { conduct: 'open' });
		const operator = await server.join(meeting, meeting.operator);
		const { transportId } = await speaker.sendLink();
		const rtpParameters = videoParameters('VP8', 7);
		await Promise.all([
			speaker.answer('producer:create', { transportId, kind: 'video', source: 'camera', rtpParameters }),
			operator.ask('site:limit', { siteId, audioOnly: true })
		]);
		await speaker.notice('line:changed', ({ held }) => held);
		const seen = () => (chair.all('stage:changed').at(-1)?.stage ?? []).filter(({ paused }) => !paused);
		await eventually(seen).toEqual([]);
		await expect(speaker.produce('screen')).rejects.toMatchObject({ code: 'audio_only' });
	});

	test('that is removed is told so, and comes in again only when it is let in', async () => {
		const { meeting, chair, speaker, siteId } = here;
		const [first] = meeting.delegates;
		await chair.ask('wall:look', { siteIds: [siteId] });
		await chair.ask('site:remove', { siteId });
		expect(await speaker.notice('seat:ended')).toEqual({ reason: 'removed' });
		await speaker.gone();
		await chair.notice('wall:updated', ({ sites }) =>
			sites.some((site) => site.siteId === siteId && site.removed)
		);
		await expect(server.join(meeting, first)).rejects.toMatchObject({ code: 'removed' });
		await expect(server.join(meeting, first, speaker.connectionId)).rejects.toMatchObject({
			code: 'removed'
		});
		await chair.ask('site:admit', { siteId });
		await server.join(meeting, first);
		const types = (await read(database.sql, meeting.meetingId)).map(({ type }) => type);
		expect(types.filter((type) => type.startsWith('site:r') || type === 'site:admitted')).toEqual([
			'site:removed',
			'site:admitted'
		]);
	});

	test('where the meeting is led from is not removed', async () => {
		const { meeting, chair } = here;
		expect(await chair.answer('site:remove', { siteId: meeting.chair.siteId })).toEqual(
			refused('not_allowed')
		);
		expect(await chair.answer('site:remove', { siteId: crypto.randomUUID() })).toEqual(refused('not_found'));
	});
});
