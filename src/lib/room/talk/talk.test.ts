import { describe, expect, test } from 'vitest';
import type { Announcement, Message, Thread } from '#lib/protocol/talk.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Request } from '../connection/connection.ts';
import { Room } from '../room.svelte.ts';
import { sampleSnapshot } from '../sample.test-data.ts';
import { loadMarks, saveMarks } from './read-marks.ts';
import { streamOf } from './stream.ts';
import { TalkBook } from './talk-book.svelte.ts';
import { announcedBy, saidInTalk } from './talk-words.ts';
import { message } from './talk.test-data.ts';

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

	test('is another thing after a change of office, and is not forgotten by the way back', () => {
		const threads = [thread(3, 2, message(5))];
		const asSite = bookOf({ threads });
		asSite.book.markRead('site-1');
		const asDesk = bookOf({ threads, role: 'secretary' }, asSite.store);
		expect(asDesk.book.unread).toBe(3);
		asDesk.book.markRead('site-1');
		expect(asDesk.book.unread).toBe(0);
		expect(bookOf({ threads: [thread(3, 4, message(7))] }, asSite.store).book.unread).toBe(2);
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
		saveMarks(store, { of: 'meeting an', announced: 5, threads: {} });
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
		book.write('all', made.text);
		const saying = book.submit('all');
		const announcementId = book.drafts.get('all')?.tried?.id ?? '';
		room.apply('announcement:made', { announcement: { ...made, announcementId } });
		expect(book.news).toBeUndefined();
		await saying;
		room.apply('announcement:made', { announcement: { ...made, announcementId } });
		expect(room.announcements).toHaveLength(1);
		expect(book.news).toBeUndefined();
	});
});

describe('what is being written', () => {
	/** A room that takes what the test lets it take. */
	function writing() {
		const sent: { id: string; text: string }[] = [];
		const answers: ((taken: boolean) => void)[] = [];
		const room = new Room(sampleSnapshot);
		const ask = (_name: string, message: object) => {
			if ('messageId' in message && 'text' in message)
				sent.push({ id: String(message.messageId), text: String(message.text) });
			return new Promise<boolean>((resolve) => answers.push(resolve));
		};
		const book = new TalkBook({ room, request: unasked, ask, store: fakeStore() });
		return { book, sent, answers, text: () => book.drafts.get('site-1')?.text };
	}

	test('is kept for each site until it is taken', async () => {
		const { book, answers, text } = writing();
		book.write('site-1', 'nghe không rõ');
		book.write('site-2', 'xin chờ');
		const refused = book.submit('site-1');
		answers[0]?.(false);
		await refused;
		expect(text()).toBe('nghe không rõ');
		const taken = book.submit('site-1');
		answers[1]?.(true);
		await taken;
		expect(book.drafts.has('site-1')).toBe(false);
		expect(book.drafts.get('site-2')?.text).toBe('xin chờ');
	});

	test('is one message however often it is sent, and another one with other words', async () => {
		const { book, sent, answers, text } = writing();
		const [first] = ['một', 'một', 'hai'].map((words) => {
			book.write('site-1', words);
			return book.submit('site-1');
		});
		expect(sent[1]?.id).toBe(sent[0]?.id);
		expect(sent[2]?.id).not.toBe(sent[0]?.id);
		answers[0]?.(true);
		await first;
		expect(text()).toBe('hai');
		const again = book.submit('site-1');
		expect(sent[3]).toEqual(sent[2]);
		answers[3]?.(true);
		await again;
		expect(text()).toBeUndefined();
	});

	test('may go on while what stood there before is on its way', async () => {
		const { book, sent, answers, text } = writing();
		book.write('site-1', 'một');
		const first = book.submit('site-1');
		book.write('site-1', 'một hai');
		answers[0]?.(true);
		await first;
		expect(text()).toBe('một hai');
		void book.submit('site-1');
		expect(sent[1]?.id).not.toBe(sent[0]?.id);
	});
});

test('whoever changes the office begins with what belongs to the new one', () => {
	const { room, book } = bookOf();
	const me = { ...sampleSnapshot.me, role: 'delegate' } as const;
	const own = book.chosen;
	expect(own).toMatchObject({ siteId: me.siteId });
	book.begin('delegate');
	expect(book.chosen).toBe(own);
	room.load({ ...sampleSnapshot, me: { ...me, role: 'secretary' } });
	book.begin(room.me.role);
	expect(book).toMatchObject({ chosen: null, isDesk: true });
	book.open('site-2');
	book.begin(room.me.role);
	expect(book.chosen).toMatchObject({ siteId: 'site-2' });
	room.load({ ...sampleSnapshot, me });
	book.begin(room.me.role);
	expect(book.chosen).toMatchObject({ siteId: me.siteId });
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

test('an announcement is that of the office of who made it', () => {
	const by = (role: Role) => announcedBy({ role });
	expect(by('chair')).toBe('Thông báo của chủ trì');
	expect(by('secretary')).toBe('Thông báo của thư ký');
	expect(by('operator')).toBe('Thông báo của cán bộ kỹ thuật');
});
