import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scatter, scattered } from './scattered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('253 pages come one by one within half a second', async () => {
	const came: number[] = [];
	const began = performance.now();
	for (let page = 0; page < 253; page++)
		scattered(
			() => came.push(performance.now() - began),
			() => page / 253
		);
	expect(came).toEqual([]);
	await vi.advanceTimersByTimeAsync(scatter);
	expect(came).toHaveLength(253);
	const each100 = Map.groupBy(came, (at) => Math.floor(at / 100));
	expect([...each100.values()].every((some) => some.length < 60)).toBe(true);
});

test.each([
	[0, 0],
	[1, scatter]
])('by %d of the chance after %i ms', async (random, after) => {
	const work = vi.fn();
	scattered(work, () => random);
	await vi.advanceTimersByTimeAsync(Math.max(0, after - 1));
	expect(work).toHaveBeenCalledTimes(after === 0 ? 1 : 0);
	await vi.advanceTimersByTimeAsync(1);
	expect(work).toHaveBeenCalledTimes(1);
});
