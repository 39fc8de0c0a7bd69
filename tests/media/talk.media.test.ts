// What is written in a room: to all by the log, and between one site and the desk, read by nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read } from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { conveneMeeting } from '../support/media/meeting.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;

beforeAll(async () => {
	server = await startTestServer(database);
});
afterAll(() => server.close());

async function room() {
	const meeting = await conveneMeeting(database.sql);
	const [first, second = first] = meeting.delegates;
	const [chair, secretary, operator, site, other] = await Promise.all(
		[meeting.chair, meeting.secretary, meeting.operator, first, second].map((one) =>
			server.join(meeting, one)
		)
	);
	if (!chair || !secretary || !operator || !site || !other) throw new Error('five seats were asked for');
	return { meeting, chair, secretary, operator, site, other, siteId: first.siteId, first, second };
}

const send = (seat: Seat, siteId: string, text: string, messageId = crypto.randomUUID()) =>
	seat.answer('message:send', { messageId, siteId, text });
const told = (seat: Seat, text: string) =>
	seat.notice('thread:changed', ({ thread }) => thread.last.text === text);
/** Whoever answers this has heard all that was said before. */
const settle = (seat: Seat) => seat.ask('hand:lower', {}).catch(() => undefined);

describe('an announcement', () => {
	test('reaches every page, before the opening, too, and stands in the log once', async () => {
		const { meeting, chair, secretary, site, other, operator } = await room();
		const announcementId = crypto.randomUUID();
		const made = { announcementId, text: 'Họp chậm 10 phút' };
		await secretary.ask('announcement:make', made);
		await secretary.ask('announcement:make', made);
		for (const seat of [chair, secretary, operator, site, other]) {
			const { announcement } = await seat.notice('announcement:made');
			expect(announcement).toMatchObject({ ...made, role: 'secretary', siteId: meeting.secretary.siteId });
		}
		const events = await read(database.sql, meeting.meetingId);
		expect(events.filter(({ type }) => type === 'announcement:made')).toHaveLength(1);
	});

	test('is known to who comes later, and to a room that is taken up again', async () => {
		const { meeting, chair, second } = await room();
		await chair.ask('announcement:make', { announcementId: crypto.randomUUID(), text: 'Nghỉ 10 phút' });
		const later = await server.join(meeting, meeting.delegates[2] ?? second);
		expect(later.joined.snapshot.announcements).toMatchObject([{ text: 'Nghỉ 10 phút', role: 'chair' }]);
		const next = await startTestServer(database);
		const back = await next.join(meeting, second);
		expect(back.joined.snapshot.announcements).toMatchObject([{ text: 'Nghỉ 10 phút' }]);
		await next.close();
	});

	test('of one person after the other without end is refused', async () => {
		const { chair } = await room();
		const answers = [];
		for (let count = 0; count < 6; count++) {
			const made = { announcementId: crypto.randomUUID(), text: `Thông báo ${count}` };
			answers.push(await chair.answer('announcement:make', made));
		}
		expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
		expect(answers.at(-1)).toMatchObject({ error: { code: 'too_many_requests' } });
	});
});

describe('a message', () => {
	test('of a site reaches the desk and no other site; the answer only that site', async () => {
		const { chair, secretary, operator, site, other, siteId } = await room();
		expect(await send(site, siteId, 'Nghe không rõ')).toMatchObject({ ok: true });
		for (const seat of [chair, secretary, operator, site]) {
			expect((await told(seat, 'Nghe không rõ')).thread).toMatchObject({ siteId, fromSite: 1, fromDesk: 0 });
		}
		expect(await send(secretary, siteId, 'Đang kiểm tra')).toMatchObject({ ok: true });
		expect((await told(site, 'Đang kiểm tra')).thread.last.role).toBe('secretary');
		await settle(other);
		expect(other.all('thread:changed')).toEqual([]);
	});

	test('of another site is read by nobody who does not sit at the desk', async () => {
		const { meeting, site, other, siteId, second } = await room();
		await send(site, siteId, 'Chỉ thư ký đọc được');
		const refused = { error: { code: 'not_allowed' } };
		expect(await other.answer('messages:read', { siteId })).toMatchObject(refused);
		expect(await send(other, siteId, 'Giả danh')).toMatchObject(refused);
		const again = await server.join(meeting, second, other.connectionId);
		expect(again.joined.snapshot.threads).toEqual([]);
		const watcher = await server.join(meeting, meeting.observer);
		expect(watcher.joined.snapshot.threads).toEqual([]);
		expect(await watcher.answer('messages:read', { siteId })).toMatchObject(refused);
	});

	test('is not lost by a reload, nor with the media server', async () => {
		const { meeting, secretary, site, siteId, first } = await room();
		await send(site, siteId, 'Mất tiếng');
		await send(secretary, siteId, 'Bật lại loa');
		const again = await server.join(meeting, first, site.connectionId);
		expect(again.joined.snapshot.threads).toMatchObject([{ siteId, fromSite: 1, fromDesk: 1 }]);
		const next = await startTestServer(database);
		const desk = await next.join(meeting, meeting.operator);
		expect(desk.joined.snapshot.threads).toMatchObject([{ siteId, last: { text: 'Bật lại loa' } }]);
		const { messages } = await desk.ask('messages:read', { siteId });
		expect(messages.map(({ text }) => text)).toEqual(['Mất tiếng', 'Bật lại loa']);
		await next.close();
	});

	test('sent again after a lost answer stands once', async () => {
		const { secretary, site, siteId } = await room();
		const messageId = crypto.randomUUID();
		for (let count = 0; count < 3; count++) await send(site, siteId, 'Xin chào', messageId);
		const { messages } = await secretary.ask('messages:read', { siteId });
		expect(messages).toHaveLength(1);
	});

	test('of the sites is refused while the chair has closed it; the desk may still write to them', async () => {
		const { chair, secretary, site, siteId } = await room();
		await chair.ask('messages:switch', { open: false });
		await site.notice('meeting:changed', ({ meeting }) => !meeting.messagesOpen);
		expect(await send(site, siteId, 'Xin chào')).toMatchObject({ error: { code: 'messages_closed' } });
		expect(await send(secretary, siteId, 'Xin giữ trật tự')).toMatchObject({ ok: true });
		await secretary.ask('messages:switch', { open: true });
		await site.notice('meeting:changed', ({ meeting }) => meeting.messagesOpen);
		expect(await send(site, siteId, 'Đã rõ')).toMatchObject({ ok: true });
	});

	test('is plain text of a sensible length, and comes no faster than somebody writes', async () => {
		const { site, siteId } = await room();
		for (const text of ['', '  ', 'x'.repeat(501)]) {
			expect(await send(site, siteId, text)).toMatchObject({ error: { code: 'invalid_input' } });
		}
		const answers = await Promise.all(
			Array.from({ length: 8 }, (_, index) => send(site, siteId, `${index}`))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
		expect(await send(site, crypto.randomUUID(), 'Xin chào')).toMatchObject({ error: { code: 'not_found' } });
	});
});
