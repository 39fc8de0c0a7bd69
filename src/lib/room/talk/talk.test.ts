import { describe, expect, test } from 'vitest';
import type { Announcement, Message, Thread } from '#lib/protocol/talk.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Request } from '../connection/connection.ts';
import { Room } from '../room.svelte.ts';
import { sampleSnapshot } from '../sample.test-data.ts';
import { Conversation, joinMessages } from './conversation.svelte.ts';
import { loadMarks, saveMarks } from './read-marks.ts';
import { streamOf } from './stream.ts';
import { TalkBook } from './talk-book.svelte.ts';
import { saidInTalk } from './talk-words.ts';

const message = (number: number, role: Role = 'delegate', siteId = 'site-1'): Message => ({
	messageId: `message-${number}`,
	number,
	siteId,
	personName: 'Trần Thị Bình',
	role,
	text: `tin ${number}`,
	at: number * 100
});
const thread = (fromSite: number, fromDesk: number, last: Message): Thread => ({
	siteId: last.siteId,
	fromSite,
	fromDesk,
	last
});
const announcement = (at: number, personName = 'Nguyễn Văn An'): Announcement => ({
	announcementId: `announcement-${at}`,
	siteId: 'main',
	personName,
	role: 'chair',
	text: 'Nghỉ 10 phút',
	at
});

function fakeStore() {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value)
	};
}

const unasked: Request = () => Promise.reject(new Error('nothing is asked here'));

function bookOf(
	change: { role?: Role; threads?: Thread[]; announcements?: Announcement[] } = {},
	store = fakeStore()
) {
	const { role = 'delegate', ...rest } = change;
	const room = new Room({ ...sampleSnapshot, me: { ...sampleSnapshot.me, role }, ...rest });
	return { room, store, book: new TalkBook({ room, request: unasked, ask: async () => true, store }) };
}

describe('what is unread', () => {
	test('is what the other side wrote', () => {
		const threads = [thread(3, 2, message(5))];
		expect(bookOf({ threads }).book.unread).toBe(2);
		expect(bookOf({ threads, role: 'secretary' }).book.unread).toBe(3);
	});

	test('stays read after the page is loaded again, until something new comes', () => {
		const { book, store } = bookOf({ threads: [thread(0, 1, message(1, 'secretary'))] });
		book.markRead('site-1');
		expect(book.unread).toBe(0);
		expect(bookOf({ threads: [thread(0, 1, message(1, 'secretary'))] }, store).book.unread).toBe(0);
		expect(bookOf({ threads: [thread(0, 2, message(2, 'secretary'))] }, store).book.unread).toBe(1);
	});

	test('is counted while somebody looks on', () => {
		const { room, book } = bookOf({ role: 'operator' });
		room.apply('thread:changed', { thread: thread(1, 0, message(1)) });
		room.apply('thread:changed', { thread: thread(1, 0, message(2, 'delegate', 'site-2')) });
		expect(book.unread).toBe(2);
		expect(book.threads.map(({ siteId }) => siteId)).toEqual(['site-2', 'site-1']);
		room.apply('thread:changed', { thread: thread(2, 0, message(3)) });
		expect(book.threads.map(({ siteId }) => siteId)).toEqual(['site-1', 'site-2']);
	});

	test('of another person at the same machine, or in another meeting, is all of it', () => {
		const store = fakeStore();
		saveMarks(store, { of: 'meeting an', announced: 5, threads: { a: 1 } });
		expect(loadMarks(store, 'meeting an').announced).toBe(5);
		expect(loadMarks(store, 'meeting binh')).toEqual({ of: 'meeting binh', announced: 0, threads: {} });
		store.setItem('diem-cau.read', '{"of":');
		expect(loadMarks(store, 'meeting an').announced).toBe(0);
	});
});

describe('an announcement', () => {
	test('is news until it was read, also after the page is loaded again', () => {
		const announcements = [announcement(1), announcement(2)];
		const { book, store } = bookOf({ announcements });
		expect(book.news?.at).toBe(2);
		book.markNewsRead();
		expect(book.news).toBeUndefined();
		expect(bookOf({ announcements }, store).book.news).toBeUndefined();
	});

	test('is no news to who made it', async () => {
		const { room, book } = bookOf({ role: 'chair' });
		const made = announcement(7);
		const saying = book.announce(made.announcementId, made.text);
		room.apply('announcement:made', { announcement: made });
		expect(book.news).toBeUndefined();
		await saying;
		room.apply('announcement:made', { announcement: made });
		expect(room.announcements).toHaveLength(1);
		expect(book.news).toBeUndefined();
	});
});

describe('messages that are read again', () => {
	test('join those that were read before', () => {
		const known = [message(1), message(2), message(3)];
		const joined = joinMessages(known, [message(3), message(4)], true);
		expect(joined.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
	});

	test('stand alone when some are missing in between', () => {
		const joined = joinMessages([message(1)], [message(8), message(9)], true);
		expect(joined.map(({ number }) => number)).toEqual([8, 9]);
		expect(joinMessages([message(1)], [], false)).toHaveLength(1);
	});

	test('take nothing away when the answer comes after a newer one', () => {
		const numbers = (known: number[], latest: number[]) =>
			joinMessages(
				known.map((number) => message(number)),
				latest.map((number) => message(number)),
				true
			).map(({ number }) => number);
		expect(numbers([2, 3, 4], [1, 2, 3])).toEqual([1, 2, 3, 4]);
		expect(numbers([8, 9], [1, 2])).toEqual([8, 9]);
	});
});

describe('earlier messages', () => {
	/** Answers when and what the test says. */
	function conversation() {
		const asked: ((answer: { messages: Message[]; earlier: boolean }) => void)[] = [];
		const request: Request = async () =>
			JSON.parse(JSON.stringify(await new Promise((resolve) => asked.push(resolve))));
		return { asked, read: new Conversation('site-1', request) };
	}

	test('come once, however often they are asked for', async () => {
		const { asked, read } = conversation();
		const first = read.read();
		asked[0]?.({ messages: [message(3)], earlier: true });
		await first;
		const presses = [read.readEarlier(), read.readEarlier()];
		expect(read.readingEarlier).toBe(true);
		expect(asked).toHaveLength(2);
		asked[1]?.({ messages: [message(1), message(2)], earlier: false });
		await Promise.all(presses);
		expect(read.messages.map(({ number }) => number)).toEqual([1, 2, 3]);
		expect(read).toMatchObject({ readingEarlier: false, earlier: false });
	});

	test('are not put before others than they were asked for', async () => {
		const { asked, read } = conversation();
		const first = read.read();
		asked[0]?.({ messages: [message(3)], earlier: true });
		await first;
		const press = read.readEarlier();
		const again = read.read();
		asked[2]?.({ messages: [message(8)], earlier: true });
		await again;
		asked[1]?.({ messages: [message(2)], earlier: false });
		await press;
		expect(read.messages.map(({ number }) => number)).toEqual([8]);
		expect(read.earlier).toBe(true);
	});
});

test('a site reads in one order what was said to all and to it alone', () => {
	const keys = (earlier: boolean) =>
		streamOf([announcement(50), announcement(250)], [message(1), message(3)], earlier).map(({ at }) => at);
	expect(keys(false)).toEqual([50, 100, 250, 300]);
	expect(keys(true)).toEqual([100, 250, 300]);
});

describe('a screen reader says', () => {
	test('what was said to all, but not to who said it', () => {
		const after = { ...sampleSnapshot, announcements: [announcement(1)] };
		expect(saidInTalk(sampleSnapshot, after)).toEqual([
			{ text: 'Thông báo của chủ trì: Nghỉ 10 phút', urgent: false }
		]);
		const me = { ...sampleSnapshot.me, siteId: 'main', personName: 'Nguyễn Văn An' };
		expect(saidInTalk(sampleSnapshot, { ...after, me })).toEqual([]);
	});

	test('what the other side wrote, with its office or unit, and nothing twice', () => {
		const toSite = { ...sampleSnapshot, threads: [thread(0, 1, message(1, 'secretary'))] };
		expect(saidInTalk(sampleSnapshot, toSite).map(({ text }) => text)).toEqual(['Thư ký nhắn: tin 1']);
		expect(saidInTalk(toSite, toSite)).toEqual([]);
		const me = { ...sampleSnapshot.me, role: 'secretary' } as const;
		const toDesk = { ...sampleSnapshot, me, threads: [thread(1, 0, message(2))] };
		expect(saidInTalk(sampleSnapshot, toDesk).map(({ text }) => text)).toEqual(['Xã 1 nhắn: tin 2']);
		expect(saidInTalk(sampleSnapshot, { ...toDesk, me: sampleSnapshot.me })).toEqual([]);
	});
});
