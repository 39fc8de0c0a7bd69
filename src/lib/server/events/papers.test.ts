import { describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import { log } from './log.test-data.ts';
import { foldShownPaper, paperTimes } from './papers.ts';

const site = { siteId: 'site', personId: 'person' };

const shown = (paperId: string, byFloor = false): NewEvent => ({
	type: 'paper:shown',
	...site,
	data: { paperId, title: `Tài liệu ${paperId}`, page: 1, byFloor }
});
const turned = (paperId: string, page: number, at?: number): NewEvent => ({
	type: 'paper:turned',
	...site,
	...(at !== undefined && { at }),
	data: { paperId, page }
});
const hidden: NewEvent = { type: 'paper:hidden', data: {} };
const begun: NewEvent = { type: 'agenda:begun', data: { itemId: 'item', title: 'Mục' } };
const ended: NewEvent = { type: 'meeting:ended', data: {} };
const floorEnded = (siteId: string): NewEvent => ({
	type: 'floor:ended',
	siteId,
	data: { reason: 'returned' }
});
const now = (...events: NewEvent[]) => log(...events).reduce(foldShownPaper, null);

describe('the paper that is shown to all', () => {
	test('is the one shown last, at the page turned to last', () => {
		expect(now(shown('a'), turned('a', 3))).toMatchObject({ paperId: 'a', page: 3, ...site });
		expect(now(shown('a'), turned('a', 3), shown('b'))).toMatchObject({ paperId: 'b', page: 1 });
		expect(now(shown('b'), turned('a', 9))).toMatchObject({ paperId: 'b', page: 1 });
	});

	test.each([
		['it is hidden', hidden],
		['the next item begins', begun],
		['the meeting ends', ended]
	])('is none any more when %s', (_, event) => {
		expect(now(shown('a'), event)).toBeNull();
	});

	test('goes with the floor of who shows it by that, and with no other', () => {
		expect(now(shown('a', true), floorEnded('other'))).not.toBeNull();
		expect(now(shown('a', true), floorEnded('site'))).toBeNull();
		expect(now(shown('a'), floorEnded('site'))).not.toBeNull();
	});

	test.each(['lobby:entered', 'site:removed'] as const)('goes with the site of who shows it: %s', (type) => {
		expect(now(shown('a'), { type, siteId: 'other', data: {} })).not.toBeNull();
		expect(now(shown('a'), { type, siteId: 'site', data: {} })).toBeNull();
	});

	test('is not moved by a page that another has turned to, who showed it before', () => {
		const earlier = { ...turned('a', 8), personId: 'another' };
		expect(now(shown('a'), earlier)).toMatchObject({ page: 1 });
	});

	test('is not moved by a page that was turned to before it was shown', () => {
		expect(now(shown('a'), hidden, shown('a'), turned('a', 8, 2_500))).toMatchObject({ page: 1 });
	});
});

test('each page has its time, also one that was written after the paper had ended', () => {
	const events = log(shown('a'), turned('a', 2), begun, turned('a', 5, 2_500), shown('b'), ended);
	expect(paperTimes(events)).toEqual([
		{ paperId: 'a', title: 'Tài liệu a', page: 1, from: 1_000, to: 2_000 },
		{ paperId: 'a', title: 'Tài liệu a', page: 2, from: 2_000, to: 2_500 },
		{ paperId: 'a', title: 'Tài liệu a', page: 5, from: 2_500, to: 3_000 },
		{ paperId: 'b', title: 'Tài liệu b', page: 1, from: 5_000, to: 6_000 }
	]);
});
