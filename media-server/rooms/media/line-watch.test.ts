import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Questions } from '../../rtc/questions.ts';
import { healthy } from './line-health.ts';
import { interval, LineWatch } from './line-watch.ts';

let questions: Questions | undefined;
let transport: { closed: boolean; dtlsState: 'connected'; getStats: () => Promise<[]> };
let looks: number;
let given: ConstructorParameters<typeof LineWatch>[0];
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
	given = { transport, consumers: () => [], questions: () => questions, changed: () => undefined };
	watch = new LineWatch(given);
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

test('is known over the next transport, too', async () => {
	const known = { health: { audioOnly: true, weak: 0, good: 3, hold: 32 }, bitrate: 240_000 };
	const next = new LineWatch(given, known);
	await vi.advanceTimersByTimeAsync(interval);
	next.stop();
	expect(next.known).toEqual(known);
	expect(watch.known).toEqual({ health: healthy, bitrate: undefined });
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
