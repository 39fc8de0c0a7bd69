import { describe, expect, test } from 'vitest';
import { anew, healthy, nextHealth, type LineHealth, type Sample } from './line-health.ts';

const good: Sample = { bitrate: 900_000, loss: 0, pictures: true };
const lossy: Sample = { bitrate: undefined, loss: 0.4, pictures: true };
const narrow: Sample = { bitrate: 90_000, loss: 0.08, pictures: true };

const after = (health: LineHealth, ...samples: Sample[]) => samples.reduce(nextHealth, health);
const times = (count: number, sample: Sample) => Array.from({ length: count }, () => sample);

describe('a line', () => {
	test.each([
		['a good line', good, false],
		['one that loses a little', { ...good, loss: 0.1 }, false],
		['one of which nothing is known', { ...good, bitrate: undefined }, false],
		['one that is believed narrow and loses nothing', { ...good, bitrate: 20_000 }, false],
		['one that loses much', lossy, true],
		['one without room for the smallest picture', narrow, true],
		['one on which no picture flows, whatever it loses', { ...lossy, pictures: false }, false]
	])('%s: %o leaves only sound: %s', (_, sample, audioOnly) => {
		expect(after(healthy, ...times(10, sample)).audioOnly).toBe(audioOnly);
	});

	test('is not judged by one bad moment', () => {
		expect(after(healthy, lossy, lossy).audioOnly).toBe(false);
		expect(after(healthy, lossy, lossy, good, lossy, lossy).audioOnly).toBe(false);
		expect(after(healthy, lossy, narrow, lossy).audioOnly).toBe(true);
	});
});

test('another transport over the same line changes nothing of it, but for bad moments that may not be its own', () => {
	const twice = after(healthy, lossy, lossy);
	expect(after(anew(twice), lossy, lossy).audioOnly).toBe(false);
	const fallen = after(healthy, ...times(3, lossy), ...times(5, good));
	expect(anew(fallen)).toEqual(fallen);
	expect(after(anew(fallen), ...times(3, good)).audioOnly).toBe(false);
});

describe('a line with sound alone', () => {
	const fallen = after(healthy, ...times(3, lossy));

	test('gets its pictures back after sixteen good seconds in a row', () => {
		expect(after(fallen, ...times(7, good)).audioOnly).toBe(true);
		expect(after(fallen, ...times(7, good), lossy, ...times(7, good)).audioOnly).toBe(true);
		expect(after(fallen, ...times(8, good)).audioOnly).toBe(false);
	});

	test('stays as it is while it loses something', () => {
		expect(after(fallen, ...times(100, { ...good, loss: 0.08 })).audioOnly).toBe(true);
	});

	test('is tried although nobody knows what it would take', () => {
		expect(after(fallen, ...times(8, { ...good, bitrate: 50_000 })).audioOnly).toBe(false);
	});

	test('waits twice as long after each try that failed, so that pictures do not come and go', () => {
		let health = fallen;
		const waits: number[] = [];
		for (let round = 0; round < 6; round++) {
			let wait = 0;
			for (; health.audioOnly; wait++) health = nextHealth(health, good);
			waits.push(wait);
			health = after(health, ...times(3, narrow));
			expect(health.audioOnly).toBe(true);
		}
		expect(waits).toEqual([8, 16, 32, 64, 128, 128]);
	});

	test('is trusted again when it has carried pictures for two minutes', () => {
		const tried = after(fallen, ...times(8, good));
		expect(after(tried, ...times(59, good)).hold).toBe(16);
		expect(after(tried, ...times(60, good)).hold).toBe(8);
	});
});
