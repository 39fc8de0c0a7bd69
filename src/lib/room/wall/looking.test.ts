import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Request } from '../connection/connection.ts';
import { Refusal } from '../connection/refusal.ts';
import { Looking } from './looking.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settled = () => vi.advanceTimersByTimeAsync(300);

function looking() {
	const asked: unknown[] = [];
	const request: Request = async (name, message) => {
		asked.push([name, message]);
		throw new Refusal('unavailable');
	};
	return { asked, cards: new Looking(request) };
}

test('the room is told of the cards where the scrolling ends', async () => {
	const { asked, cards } = looking();
	cards.begin();
	for (const siteId of ['a', 'b', 'c']) cards.show(siteId, true);
	cards.show('a', false);
	await settled();
	expect(asked).toEqual([['wall:look', { siteIds: ['b', 'c'] }]]);
});

test('a hidden page looks at nothing, and at the same cards when it is seen again', async () => {
	const { asked, cards } = looking();
	cards.begin();
	cards.show('a', true);
	await settled();
	cards.pageVisible(false);
	await settled();
	cards.pageVisible(true);
	await settled();
	expect(asked.slice(1)).toEqual([
		['wall:look', { siteIds: [] }],
		['wall:look', { siteIds: ['a'] }]
	]);
});

test('it is told again over a new line, and of nothing while the wall is closed', async () => {
	const { asked, cards } = looking();
	cards.tellAgain();
	cards.show('a', true);
	cards.end();
	await settled();
	expect(asked).toEqual([]);
	cards.begin();
	cards.tellAgain();
	cards.end();
	cards.show('a', true);
	await settled();
	expect(asked).toEqual([
		['wall:look', { siteIds: [] }],
		['wall:leave', {}]
	]);
});
