import { describe, expect, test } from 'vitest';
import { largestStill, usualStill } from '#lib/protocol/wall.ts';
import { flushEvery, largestBatch, nextBatch, StillFlow } from './still-flow.ts';
import { reportInterval, stillInterval, wallBitrate } from './still-pace.ts';

const still = (siteId: string, at = 0, bytes = usualStill) => ({
	siteId,
	at,
	picture: new Uint8Array(bytes)
});

describe('the stills on their way to a page', () => {
	test('wait until the page has got the last ones, and are then the newest', () => {
		const flow = new StillFlow();
		flow.offer(still('a', 1));
		expect(flow.take(0)).toHaveLength(1);
		for (const at of [2, 3, 4]) {
			flow.offer(still('a', at));
			flow.offer(still('b', at));
			expect(flow.take(at)).toEqual([]);
		}
		flow.seen(100);
		expect(flow.take(100).map(({ siteId, at }) => [siteId, at])).toEqual([
			['a', 4],
			['b', 4]
		]);
	});

	test('keep their turn when a newer picture comes', () => {
		const flow = new StillFlow();
		const many = Array.from({ length: 253 }, (_, index) => `site-${index}`);
		for (const siteId of many) flow.offer(still(siteId));
		const first = flow.take(0).map(({ siteId }) => siteId);
		for (const siteId of many) flow.offer(still(siteId, 1));
		flow.seen(1);
		const second = flow.take(1).map(({ siteId }) => siteId);
		expect(second.filter((siteId) => first.includes(siteId))).toEqual([]);
	});

	test('are forgotten when their card is not on the screen any more', () => {
		const flow = new StillFlow();
		flow.offer(still('a'));
		flow.offer(still('b'));
		flow.keep(new Set(['b']));
		expect(flow.take(0).map(({ siteId }) => siteId)).toEqual(['b']);
	});

	test('an answer to nothing changes nothing', () => {
		const flow = new StillFlow();
		flow.seen(0);
		expect(flow.take(0)).toEqual([]);
	});

	test('never exceed the bitrate, and on a slow line become fewer down to one', () => {
		let bytes = largestBatch;
		for (let batch = 0; batch < 20; batch++) bytes = nextBatch(bytes, 100);
		expect(bytes).toBe(largestBatch);
		expect((bytes * 8) / (flushEvery / 1000)).toBe(wallBitrate);
		for (let batch = 0; batch < 20; batch++) bytes = nextBatch(bytes, 5000);
		expect(bytes).toBe(largestStill);
		for (let batch = 0; batch < 50; batch++) bytes = nextBatch(bytes, 800);
		expect(bytes).toBe(largestBatch);
	});
});

describe('the pace', () => {
	test.each([1, 40, 253, 1000])('of %i cards on the screen stays within the bitrate', (shown) => {
		expect((shown * usualStill * 8) / stillInterval(shown)).toBeLessThanOrEqual(wallBitrate);
	});

	test('is three seconds for few and eight for a whole city', () => {
		expect([stillInterval(10), stillInterval(40), stillInterval(253)]).toEqual([3, 3, 8]);
	});

	test('of reports is at most some fifty a second, however many pages', () => {
		expect(reportInterval(4)).toBe(5);
		expect(1500 / reportInterval(1500)).toBeLessThanOrEqual(50);
	});
});
