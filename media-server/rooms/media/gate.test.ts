import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Gate } from './gate.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const passing = (gate: Gate, count: number) => {
	const times: number[] = [];
	for (let index = 0; index < count; index++) void gate.pass().then(() => times.push(performance.now()));
	return times;
};

test('a hundred that come at once pass at once, together', async () => {
	const times = passing(new Gate(() => 100), 100);
	await vi.advanceTimersByTimeAsync(59);
	expect(times).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(times).toHaveLength(100);
	expect(new Set(times).size).toBe(1);
});

/** One after the other, so many milliseconds apart. */
async function trickle(gate: Gate, count: number, apart: number): Promise<number[]> {
	const times: number[] = [];
	for (let index = 0; index < count; index++) {
		void gate.pass().then(() => times.push(performance.now()));
		await vi.advanceTimersByTimeAsync(apart);
	}
	await vi.advanceTimersByTimeAsync(2000);
	return times;
}

test('a city whose requests come in over half a second passes together, and costs the sender one key frame', async () => {
	const times = await trickle(new Gate(() => 253), 253, 2);
	expect(times).toHaveLength(253);
	expect(new Set(times).size).toBe(1);
});

test('nobody waits long for others, however many there are', async () => {
	const began = performance.now();
	const times = await trickle(new Gate(() => 5000), 40, 30);
	expect((times[0] ?? 0) - began).toBe(600);
});

test('who is alone does not wait', async () => {
	const times = passing(new Gate(() => 1), 1);
	await vi.advanceTimersByTimeAsync(1);
	expect(times).toHaveLength(1);
});

test('it opens at most once a second, and for all who came meanwhile', async () => {
	const gate = new Gate(() => 2);
	const times: number[] = [];
	for (let tick = 0; tick < 500; tick++) {
		void gate.pass().then(() => times.push(performance.now()));
		await vi.advanceTimersByTimeAsync(10);
	}
	const opened = [...new Set(times.map(Math.round))];
	expect(opened).toHaveLength(5);
	expect(Math.min(...opened.slice(1).map((at, index) => at - (opened[index] ?? 0)))).toBeGreaterThanOrEqual(
		1000
	);
});
