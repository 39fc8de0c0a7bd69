import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Questions } from '../../rtc/questions.ts';
import { interval, LineWatch } from './line-watch.ts';

let questions: Questions | undefined;
let transport: { closed: boolean; dtlsState: 'connected'; getStats: () => Promise<[]> };
let looks: number;
let watch: LineWatch;

beforeEach(() => {
	vi.useFakeTimers();
	questions = new Questions();
	looks = 0;
	transport = {
		closed: false,
		dtlsState: 'connected',
		getStats: () => {
			looks++;
			return transport.closed ? Promise.reject(new Error('Transport closed')) : Promise.resolve([]);
		}
	};
	watch = new LineWatch({
		transport,
		consumers: () => [],
		questions: () => questions,
		changed: () => undefined
	});
});
afterEach(() => {
	watch.stop();
	vi.useRealTimers();
});

test('is looked at again and again', async () => {
	await vi.advanceTimersByTimeAsync(3 * interval);
	expect(looks).toBe(3);
});

test('is left alone while its worker is gone, and looked at when there is one again', async () => {
	questions = undefined;
	await vi.advanceTimersByTimeAsync(2 * interval);
	expect(looks).toBe(0);
	questions = new Questions();
	await vi.advanceTimersByTimeAsync(interval);
	expect(looks).toBe(1);
});

test('is not looked at when it closed while others were', async () => {
	const others = Promise.withResolvers<undefined>();
	const asked = Array.from({ length: 8 }, () => questions?.ask(() => others.promise));
	await vi.advanceTimersByTimeAsync(interval);
	transport.closed = true;
	others.resolve(undefined);
	await Promise.all(asked);
	await vi.advanceTimersByTimeAsync(1);
	expect(looks).toBe(0);
});
