// A paper that is shown to all: who may, what all are told, and what the log keeps of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

const refused = (code: string) => ({ ok: false, error: { code } });
const at = (page: number) => (data: { presented: { page: number } | null }) => data.presented?.page === page;
const hidden = (seat: Seat) => () => seat.all('presented:changed').at(-1)?.presented;
const logged = async (meetingId: string) =>
	(await events.read(database.sql, meetingId)).filter(({ type }) => type.startsWith('paper'));

describe('a paper of the item', () => {
	test('is seen by all at the page where its presenter is, also by who comes later', async () => {
		const { meeting, chair, listener } = await openMeeting(database, server);
		const { paperId } = meeting;
		await chair.ask('paper:show', { paperId, page: 1 });
		const { presented } = await listener.notice('presented:changed');
		expect(presented).toEqual({
			paperId,
			title: 'Báo cáo',
			page: 1,
			siteId: meeting.chair.siteId,
			personId: meeting.chair.personId
		});
		await chair.ask('paper:turn', { page: 2 });
		await listener.notice('presented:changed', at(2));
		const late = await server.join(meeting, meeting.observer);
		expect(late.joined.snapshot).toMatchObject({
			papers: [{ paperId, itemId: meeting.agenda[0]?.itemId, title: 'Báo cáo' }],
			presented: { paperId, page: 2 }
		});
		await chair.ask('paper:hide', {});
		await eventually(hidden(listener)).toBeNull();
	});

	test('is leafed through fast: few are told, the last page always, and one page is written', async () => {
		const { meeting, chair, listener } = await openMeeting(database, server);
		await chair.ask('paper:show', { paperId: meeting.paperId, page: 1 });
		for (let page = 2; page <= 30; page++) await chair.ask('paper:turn', { page });
		await listener.notice('presented:changed', at(30));
		expect(listener.all('presented:changed').length).toBeLessThan(15);
		await eventually(async () => (await logged(meeting.meetingId)).length).toBe(2);
		expect((await logged(meeting.meetingId)).at(-1)).toMatchObject({
			type: 'paper:turned',
			personId: meeting.chair.personId,
			data: { paperId: meeting.paperId, page: 30 }
		});
	});

	test('is gone when the next item begins, with its last page in the log', async () => {
		const { meeting, chair, listener } = await openMeeting(database, server);
		await chair.ask('agenda:begin', { itemId: meeting.agenda[0]?.itemId ?? '' });
		await chair.ask('paper:show', { paperId: meeting.paperId, page: 1 });
		await chair.ask('paper:turn', { page: 3 });
		await listener.notice('presented:changed', at(3));
		// A page that was there for less than a millisecond has stood for no time.
		const turned = Date.now();
		await eventually(() => Date.now()).toBeGreaterThan(turned);
		await chair.ask('agenda:begin', { itemId: meeting.agenda[1]?.itemId ?? '' });
		await eventually(hidden(listener)).toBeNull();
		await eventually(async () =>
			events.paperTimes(await events.read(database.sql, meeting.meetingId)).map(({ page, to }) => [page, to])
		).toEqual([
			[1, expect.any(Number)],
			[3, expect.any(Number)]
		]);
	});
});

describe('who may', () => {
	test('a site shows papers with the floor, turns its pages alone, and loses it with the floor', async () => {
		const { meeting, chair, speaker, listener, siteId } = await openMeeting(database, server);
		const show = { paperId: meeting.paperId, page: 1 };
		expect(await speaker.answer('paper:show', show)).toEqual(refused('floor_required'));
		await chair.ask('floor:grant', { siteId });
		await speaker.ask('paper:show', show);
		for (const other of [chair, listener]) {
			expect(await other.answer('paper:turn', { page: 2 })).toEqual(refused('not_allowed'));
		}
		expect(await listener.answer('paper:hide', {})).toEqual(refused('not_allowed'));
		await speaker.ask('paper:turn', { page: 2 });
		await listener.notice('presented:changed', at(2));
		await chair.ask('floor:withdraw', { siteId });
		await eventually(hidden(listener)).toBeNull();
		expect(await speaker.answer('paper:turn', { page: 3 })).toEqual(refused('wrong_state'));
	});

	test('in an open meeting it goes with its site: to the lobby, and out of the room', async () => {
		const { meeting, chair, speaker, listener, siteId } = await openMeeting(database, server, {
			conduct: 'open'
		});
		const show = { paperId: meeting.paperId, page: 1 };
		await speaker.ask('paper:show', show);
		await chair.ask('lobby:send', { siteId });
		await eventually(hidden(listener)).toBeNull();
		await chair.ask('lobby:admit', { siteId });
		await speaker.ask('paper:show', { ...show, page: 2 });
		await listener.notice('presented:changed', at(2));
		await chair.ask('site:remove', { siteId });
		await eventually(hidden(listener)).toBeNull();
	});

	test('what is shown by office goes with the office, in the same decision', async () => {
		const { meeting, chair, listener } = await openMeeting(database, server);
		const secretary = await server.join(meeting, meeting.secretary);
		await chair.ask('paper:show', { paperId: meeting.paperId, page: 1 });
		await listener.notice('presented:changed', at(1));
		await secretary.ask('chair:hand', { personId: meeting.secretary.personId });
		await eventually(hidden(listener)).toBeNull();
		const types = (await events.read(database.sql, meeting.meetingId)).map(({ type }) => type);
		expect(types.slice(types.indexOf('chair:handed'))).toContain('paper:hidden');
	});

	test('the chair may keep it to the desk, and take what another shows', async () => {
		const { meeting, chair, speaker, listener, siteId } = await openMeeting(database, server);
		const show = { paperId: meeting.paperId, page: 1 };
		await chair.ask('floor:grant', { siteId });
		await speaker.ask('paper:show', show);
		await chair.ask('paper:show', { ...show, page: 5 });
		expect(await speaker.answer('paper:show', show)).toEqual(refused('paper_shown'));
		expect(await speaker.answer('paper:turn', { page: 2 })).toEqual(refused('not_allowed'));
		await chair.ask('paper:hide', {});
		await speaker.ask('paper:show', show);
		await listener.notice('presented:changed', ({ presented }) => presented?.siteId === siteId);
		await chair.ask('papers:switch', { open: false });
		await eventually(hidden(listener)).toBeNull();
		await speaker.notice('meeting:changed', (data) => !data.meeting.papersOpen);
		expect(await speaker.answer('paper:show', show)).toEqual(refused('not_allowed'));
	});

	test('nobody shows a paper of another meeting, a page that is none, or anything before the opening', async () => {
		const { chair } = await openMeeting(database, server);
		const other = await conveneMeeting(database.sql);
		expect(await chair.answer('paper:show', { paperId: other.paperId, page: 1 })).toEqual(
			refused('not_found')
		);
		for (const page of [0, -1, 1.5, 1e9, null, '1']) {
			expect(await chair.answer('paper:turn', { page })).toEqual(refused('invalid_input'));
		}
		const waiting = await server.join(other, other.chair);
		expect(await waiting.answer('paper:show', { paperId: other.paperId, page: 1 })).toEqual(
			refused('meeting_not_open')
		);
	});
});
