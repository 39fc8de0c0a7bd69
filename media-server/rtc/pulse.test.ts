import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchPulse } from './pulse.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);
const sent = () => 0;

describe('a worker', () => {
	test('that answers is left in peace', async () => {
		const onSilence = vi.fn();
		const ask = vi.fn(() => Promise.resolve());
		const stop = watchPulse({ ask, onSilence, sent });
		await vi.advanceTimersByTimeAsync(60_000);
		expect(ask.mock.calls.length).toBeGreaterThan(50);
		expect(onSilence).not.toHaveBeenCalled();
		stop();
	});

	test('that says nothing for more than five seconds is reported once', async () => {
		const onSilence = vi.fn();
		watchPulse({ ask: never, onSilence, sent });
		await vi.advanceTimersByTimeAsync(5_900);
		expect(onSilence).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
	});

	test('that says nothing but still sends gets minutes, not for ever', async () => {
		const onSilence = vi.fn();
		let packets = 0;
		watchPulse({ ask: never, onSilence, sent: () => packets++ });
		await vi.advanceTimersByTimeAsync(299_900);
		expect(onSilence).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
	});

	test('that has long been silent but sends is not given up for one second in which it sends nothing', async () => {
		const onSilence = vi.fn();
		let packets = 0;
		let sends = true;
		const stop = watchPulse({ ask: never, onSilence, sent: () => (sends ? packets++ : packets) });
		for (let round = 0; round < 5; round++) {
			sends = true;
			await vi.advanceTimersByTimeAsync(10_000);
			sends = false;
			await vi.advanceTimersByTimeAsync(4_000);
		}
		expect(onSilence).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(2_000);
		expect(onSilence).toHaveBeenCalledTimes(1);
		stop();
	});

	test('that comes back in time is asked as before, and its next silence counts anew', async () => {
		const onSilence = vi.fn();
		let answer: () => void = () => undefined;
		const ask = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
		watchPulse({ ask, onSilence, sent });
		for (let round = 0; round < 5; round++) {
			await vi.advanceTimersByTimeAsync(4_500);
			answer();
		}
		expect(onSilence).not.toHaveBeenCalled();
		expect(ask).toHaveBeenCalledTimes(5);
	});

	test('that refuses has answered', async () => {
		const onSilence = vi.fn();
		watchPulse({ ask: () => Promise.reject(new Error('closed')), onSilence, sent });
		await vi.advanceTimersByTimeAsync(20_000);
		expect(onSilence).not.toHaveBeenCalled();
	});

	test('is no longer watched when that was stopped', async () => {
		const onSilence = vi.fn();
		const stop = watchPulse({ ask: never, onSilence, sent });
		await vi.advanceTimersByTimeAsync(3_000);
		stop();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(onSilence).not.toHaveBeenCalled();
	});
});
