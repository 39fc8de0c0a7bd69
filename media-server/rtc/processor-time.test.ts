import { expect, test } from 'vitest';
import { processorTime, ticksOf } from './processor-time.ts';

test('is told for itself and for the kernel, whatever the program is called', () => {
	const stat = '77 (a) b (c) S 1 77 77 0 -1 4194304 100 0 0 0 31 11 0 0 20 0 1 0 100 1000 10';
	expect(ticksOf(stat)).toEqual({ user: 31, system: 11, runnable: false });
});

test('of this process grows with its work; of none there is none', () => {
	expect(processorTime(process.pid)).toMatchObject({ user: expect.any(Number), runnable: true });
	expect(processorTime(process.pid).user).toBeGreaterThan(0);
	expect(processorTime(2 ** 30)).toEqual({ user: 0, system: 0, runnable: false });
});
