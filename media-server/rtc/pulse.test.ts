import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchPulse } from './pulse.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);
const processor = () => ({ user: 0, system: 0, runnable: false });

describe('a worker', () => {
	test('that answers is left in peace', async () => {
		const onSilence = vi.fn();
		const ask = vi.fn(() => Promise.resolve());
		const stop = watchPulse({ ask, onSilence, processor });
		await vi.advanceTimersByTimeAsync(60_000);
		expect(ask.mock.calls.length).toBeGreaterThan(50);
		expect(onSilence).not.toHaveBeenCalled();
		stop();
	});

	test('that says nothing for more than five seconds is reported once', async () => {
		const onSilence = vi.fn();
		watchPulse({ ask: never, onSilence, processor });
		await vi.advanceTimersByTimeAsync(5_900);
		expect(onSilence).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
	});

	test.each([
		['sends', (look: number) => ({ user: look, system: look, runnable: false })],
		['waits for a processor', () => ({ user: 0, system: 0, runnable: true })]
	])('that says nothing but %s gets minutes, not for ever', async (_, stateAt) => {
		const onSilence = vi.fn();
		let look = 0;
		watchPulse({ ask: never, onSilence, processor: () => stateAt(look++) });
		await vi.advanceTimersByTimeAsync(299_900);
		expect(onSilence).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
	});

	test('that turns in circles is reported like one that does nothing', async () => {
		const onSilence = vi.fn();
		let look = 0;
		watchPulse({
			ask: never,
			onSilence,
			processor: () => ({ user: 100 * look++, system: 0, runnable: true })
		});
		await vi.advanceTimersByTimeAsync(7_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
	});

	test('that has long been silent but sends is not given up for seconds in which it sends nothing', async () => {
		const onSilence = vi.fn();
		let packets = 0;
		let sends = true;
		const processor = () => ({ user: 0, system: sends ? packets++ : packets, runnable: false });
		watchPulse({ ask: never, onSilence, processor });
		for (let round = 0; round < 5; round++) {
			sends = true;
			await vi.advanceTimersByTimeAsync(10_000);
			sends = false;
			await vi.advanceTimersByTimeAsync(4_000);
		}
		expect(onSilence).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(3_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
	});

	test('that comes back in time is asked as before, and its next silence counts anew', async () => {
		const onSilence = vi.fn();
		let answer: () => void = () => undefined;
		const ask = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
		watchPulse({ ask, onSilence, processor });
		for (let round = 0; round < 5; round++) {
			await vi.advanceTimersByTimeAsync(4_500);
			answer();
		}
		expect(onSilence).not.toHaveBeenCalled();
		expect(ask).toHaveBeenCalledTimes(5);
	});

	test('that refuses has answered', async () => {
		const onSilence = vi.fn();
		watchPulse({ ask: () => Promise.reject(new Error('closed')), onSilence, processor });
		await vi.advanceTimersByTimeAsync(20_000);
		expect(onSilence).not.toHaveBeenCalled();
	});

	test('is no longer watched when that was stopped', async () => {
		const onSilence = vi.fn();
		const stop = watchPulse({ ask: never, onSilence, processor });
		await vi.advanceTimersByTimeAsync(3_000);
		stop();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(onSilence).not.toHaveBeenCalled();
	});
});
