import { describe, expect, test } from 'vitest';
import type { Message } from '#lib/protocol/talk.ts';
import type { Request } from '../connection/connection.ts';
import { Conversation, joinMessages } from './conversation.svelte.ts';
import { message } from './talk.test-data.ts';

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
