import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Repeater } from './repeater.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first round is scattered, the next ones keep the pace, and none comes after the end', async () => {
	let rounds = 0;
	const repeater = new Repeater(
		async () => void rounds++,
		() => 0.5
	);
	repeater.want(10);
	await vi.advanceTimersByTimeAsync(1499);
	expect(rounds).toBe(0);
	await vi.advanceTimersByTimeAsync(1);
	expect(rounds).toBe(1);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(rounds).toBe(2);
	repeater.want(null);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(rounds).toBe(2);
});

test('a round that fails is followed by the next one', async () => {
	let rounds = 0;
	const failed = new Error('the camera went away');
	const seen: unknown[] = [];
	vi.stubGlobal('reportError', (error: unknown) => void seen.push(error));
	const repeater = new Repeater(
		async () => {
			if (rounds++ === 0) throw failed;
		},
		() => 0
	);
	repeater.want(5);
	await vi.advanceTimersByTimeAsync(5000);
	expect(rounds).toBe(2);
	repeater.close();
	expect(seen).toEqual([failed]);
	vi.unstubAllGlobals();
});

test('a round that takes long is not joined by a second one', async () => {
	let running = 0;
	let most = 0;
	const release: (() => void)[] = [];
	const work = async () => {
		most = Math.max(most, ++running);
		await new Promise<void>((resolve) => release.push(resolve));
		running--;
	};
	const repeater = new Repeater(work, () => 0);
	repeater.want(3);
	await vi.advanceTimersByTimeAsync(0);
	repeater.want(null);
	repeater.want(3);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(most).toBe(1);
	release.shift()?.();
	await vi.advanceTimersByTimeAsync(3000);
	expect(release).toHaveLength(1);
	repeater.close();
});
