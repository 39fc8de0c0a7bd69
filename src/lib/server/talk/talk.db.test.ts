import { describe, expect, test } from 'vitest';
import { read } from '#lib/server/events/events.ts';
import { testDatabase } from '../../../../tests/support/database.ts';
import {
	conveneMeeting,
	type ConvenedMeeting,
	type Seated
} from '../../../../tests/support/media/meeting.ts';
import { readMessages, sendMessage, threadsOf } from './talk.ts';

const database = testDatabase();

const write = (
	{ meetingId }: ConvenedMeeting,
	by: Seated,
	text: string,
	{ siteId = by.siteId, messageId = crypto.randomUUID() } = {}
) => sendMessage(database.sql, meetingId, { messageId, siteId, text }, by);

describe('a message', () => {
	test('stands in the conversation of its site, with who wrote it in which role', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [site] = meeting.delegates;
		await write(meeting, site, 'Nghe không rõ');
		const thread = await write(meeting, meeting.secretary, 'Đang kiểm tra', { siteId: site.siteId });
		expect(thread).toMatchObject({
			siteId: site.siteId,
			fromSite: 1,
			fromDesk: 1,
			last: { text: 'Đang kiểm tra', role: 'secretary', personName: meeting.secretary.personName }
		});
		const { messages, earlier } = await readMessages(database.sql, meeting.meetingId, {
			siteId: site.siteId
		});
		expect(messages.map(({ text, role }) => [text, role])).toEqual([
			['Nghe không rõ', 'delegate'],
			['Đang kiểm tra', 'secretary']
		]);
		expect(earlier).toBe(false);
	});

	test('stands once, however often it is sent', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [site] = meeting.delegates;
		const messageId = crypto.randomUUID();
		await write(meeting, site, 'Xin chào', { messageId });
		expect(await write(meeting, site, 'Xin chào', { messageId })).toMatchObject({ fromSite: 1 });
		await Promise.all(Array.from({ length: 4 }, () => write(meeting, site, 'Xin chào', { messageId })));
		expect((await threadsOf(database.sql, meeting.meetingId))[0]).toMatchObject({ fromSite: 1 });
	});

	test('does not pass for that of somebody else', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [site, other = site] = meeting.delegates;
		const messageId = crypto.randomUUID();
		await write(meeting, site, 'Xin chào', { messageId });
		await expect(write(meeting, other, 'Xin chào', { messageId })).rejects.toThrow('conflict');
	});

	test('stands in no log: the minutes and the archive read nothing of it', async () => {
		const meeting = await conveneMeeting(database.sql);
		await write(meeting, meeting.delegates[0], 'Chỉ thư ký đọc được');
		expect(await read(database.sql, meeting.meetingId)).toEqual([]);
	});
});

describe('conversations', () => {
	test('are those of the own meeting, the one with news last', async () => {
		const [meeting, other] = await Promise.all([conveneMeeting(database.sql), conveneMeeting(database.sql)]);
		const [first, second = first] = meeting.delegates;
		for (const site of [first, second, first]) await write(meeting, site, 'Xin chào');
		await write(other, other.delegates[0], 'Cuộc họp khác');
		const threads = await threadsOf(database.sql, meeting.meetingId);
		expect(threads.map(({ siteId, fromSite }) => [siteId, fromSite])).toEqual([
			[second.siteId, 1],
			[first.siteId, 2]
		]);
	});

	test('are read page by page, from the last one on', async () => {
		const meeting = await conveneMeeting(database.sql);
		const [site] = meeting.delegates;
		for (let number = 1; number <= 35; number++) await write(meeting, site, `tin ${number}`);
		const { siteId } = site;
		const last = await readMessages(database.sql, meeting.meetingId, { siteId });
		expect(last.messages.map(({ text }) => text).at(0)).toBe('tin 6');
		expect(last.messages.map(({ text }) => text).at(-1)).toBe('tin 35');
		expect(last.earlier).toBe(true);
		const before = last.messages[0]?.number;
		const first = await readMessages(database.sql, meeting.meetingId, { siteId, before });
		expect(first.messages.map(({ text }) => text)).toEqual(['tin 1', 'tin 2', 'tin 3', 'tin 4', 'tin 5']);
		expect(first.earlier).toBe(false);
	});
});
