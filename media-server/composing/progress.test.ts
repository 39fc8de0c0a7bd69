import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '#lib/server/platform/log.ts';
import { Progress } from './progress.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const log = createLog('test', { level: 'silent' });

it('tells the newest share once a second, and nothing when nothing changed', async () => {
	const told: number[] = [];
	const progress = new Progress(async (share) => void told.push(share), log);
	progress.at(0, 0.5, 0.2);
	progress.at(0, 0.5, 0.5);
	await vi.advanceTimersByTimeAsync(1_000);
	await vi.advanceTimersByTimeAsync(5_000);
	progress.at(0.5, 1, 0.5);
	await vi.advanceTimersByTimeAsync(1_000);
	await progress.close();
	expect(told).toEqual([0.25, 0.75]);
});

it('never goes back', async () => {
	const told: number[] = [];
	const progress = new Progress(async (share) => void told.push(share), log);
	progress.at(0, 1, 0.5);
	progress.at(0, 1, 0.1);
	await vi.advanceTimersByTimeAsync(1_000);
	await progress.close();
	expect(told).toEqual([0.5]);
});

it('does not stop the composition when the share cannot be written', async () => {
	const progress = new Progress(() => Promise.reject(new Error('no database')), log);
	progress.at(0, 1, 0.5);
	await vi.advanceTimersByTimeAsync(1_000);
	await expect(progress.close()).resolves.toBeUndefined();
});
