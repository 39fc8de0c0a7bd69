import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isBehind, watchBacklog } from './backlog.ts';

const kilobyte = 1024;

describe('a worker', () => {
	test.each([
		['keeps up', [0, 4, 0], false],
		['had one burst', [0, 900, 0], false],
		['has not been looked at often enough', [900, 900], false],
		['works off what waited', [4000, 3000, 2000], false],
		['falls behind', [300, 700, 1100], true],
		['has a full buffer', [8192, 8192, 8190], true],
		['fell behind after it had kept up', [0, 0, 300, 400, 500], true]
	])('that %s', (_, lengths, behind) => {
		expect(isBehind(lengths.map((length) => length * kilobyte))).toBe(behind);
	});
});

describe('the watch', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	test('tells after three looks, again after five to settle and three more, and no longer when it is stopped', async () => {
		const onBehind = vi.fn();
		const queue = { bytes: 1000 * kilobyte, dropped: 3 };
		const stop = watchBacklog({ read: () => queue, onBehind });
		await vi.advanceTimersByTimeAsync(2_500);
		expect(onBehind).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(onBehind.mock.calls).toEqual([[queue]]);
		await vi.advanceTimersByTimeAsync(7_000);
		expect(onBehind).toHaveBeenCalledTimes(1);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(onBehind).toHaveBeenCalledTimes(2);
		stop();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(onBehind).toHaveBeenCalledTimes(2);
	});

	test('says nothing where the kernel does not', async () => {
		const onBehind = vi.fn();
		watchBacklog({ read: () => undefined, onBehind });
		await vi.advanceTimersByTimeAsync(10_000);
		expect(onBehind).not.toHaveBeenCalled();
	});
});
