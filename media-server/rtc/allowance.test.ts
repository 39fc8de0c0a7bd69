import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chairedPackets, pageCost, reservedFor, type Cost, type Flowing } from './budget.ts';
import { Allowance, calm, carried, fitOf, nextLimit, unlimited, type LimitChange } from './allowance.ts';

/** What `WORKER_PACKETS` is when nobody sets it. */
const packets = 90_000;
const camera = (size: Flowing['size']): Flowing => ({ source: 'camera', paused: false, size });
const voice: Flowing = { source: 'microphone', paused: false, size: undefined };
const chaired = pageCost([camera(2), camera(1), voice, voice, voice]);
const full = pageCost([camera(2), camera(1), camera(1), camera(1), voice, voice, voice]);

const together = (pages: number, cost = chaired): Cost => carried([{ pages, cost }]);

describe('one more page of a chaired meeting', () => {
	test.each([
		[0, 'easily'],
		[129, 'easily'],
		[130, 'whole'],
		[232, 'whole'],
		[233, 'not']
	] as const)('beside %i others fits %s', (pages, fit) => {
		const reserved = reservedFor(chaired);
		expect(fitOf(packets, together(pages, reserved), reserved)).toBe(fit);
	});

	test('fits with smaller pictures where the stage is fuller than usual', () => {
		expect(fitOf(packets, together(170, full), full)).toBe('whole');
		expect(fitOf(packets, together(180, full), full)).toBe('reduced');
	});
});

describe('pictures', () => {
	const step = (limit: typeof unlimited, needed: Cost, now = 0) => nextLimit(limit, packets, needed, now);

	test('are as large as they are meant while all fits', () => {
		expect(step(unlimited, together(233))).toEqual(unlimited);
	});

	test('are withheld at once, as many sizes as it takes', () => {
		expect(step(unlimited, together(200, full)).largest).toBe(1);
		expect(step(unlimited, together(233, full)).largest).toBe(0);
		expect(step({ largest: 1, calmSince: 5 }, together(233, full))).toEqual({
			largest: 0,
			calmSince: undefined
		});
		expect(step({ largest: 0, calmSince: undefined }, together(400, full)).largest).toBe(0);
	});

	test('come back one size at a time, each after there has been room for a while', () => {
		let limit = step({ largest: 0, calmSince: undefined }, together(100), 1000);
		expect(limit).toEqual({ largest: 0, calmSince: 1000 });
		limit = step(limit, together(100), 1000 + calm - 1);
		expect(limit.largest).toBe(0);
		limit = step(limit, together(100), 1000 + calm);
		expect(limit).toEqual({ largest: 1, calmSince: 1000 + calm });
		expect(step(limit, together(100), 1000 + 2 * calm)).toEqual(unlimited);
	});

	test('do not come and go with a stage that is empty between two speakers', () => {
		let limit = step(unlimited, together(200, full));
		for (let turn = 0; turn < 20; turn++) {
			limit = step(limit, together(200), turn * calm);
			limit = step(limit, together(200, full), turn * calm + calm / 2);
			expect(limit.largest).toBe(1);
		}
	});

	test('do not come and go with one page that comes and goes at the edge', () => {
		let limit = step(unlimited, together(175, full));
		expect(limit.largest).toBe(1);
		for (let turn = 0; turn < 20; turn++) {
			limit = step(limit, together(174 + (turn % 2), full), turn * 3 * calm);
			expect(limit.largest).toBe(1);
		}
	});
});

describe('a worker', () => {
	let told: LimitChange[];
	beforeEach(() => {
		vi.useFakeTimers();
		told = [];
	});
	afterEach(() => {
		vi.useRealTimers();
	});
	const note = (change: LimitChange) => void told.push(change);

	test('carries 233 pages of chaired meetings, and less while a stage is fuller', () => {
		const allowance = new Allowance(packets);
		expect(allowance.capacity).toBe(233);
		const share = allowance.share(chaired, note);
		share.take(200);
		expect([allowance.pages, allowance.capacity]).toEqual([200, 233]);
		expect(allowance.spare).toBe(packets - 200 * chairedPackets);
		const screen: Flowing = { source: 'screen', paused: false, size: undefined };
		share.weigh(pageCost([camera(1), camera(1), camera(1), camera(1), voice, voice, voice, screen]));
		expect(allowance.fit(share.cost)).toBe('not');
		expect(allowance.capacity).toBe(200);
	});

	test('lets pages in for a chaired meeting before anything flows', () => {
		const allowance = new Allowance(2 * chairedPackets);
		const share = allowance.share(pageCost([]), note);
		share.take(2);
		expect(allowance.fit(share.cost)).toBe('not');
	});

	test('withholds larger pictures from all its meetings, and gives them back in a quiet room, too', async () => {
		const allowance = new Allowance(packets);
		const [large, small] = [allowance.share(chaired, note), allowance.share(chaired, note)];
		large.take(180);
		small.take(40);
		expect([allowance.largest, told]).toEqual([2, []]);
		large.weigh(full);
		expect(allowance.largest).toBe(1);
		const needed = 180 * full[1] + 40 * chaired[1];
		expect(told).toEqual(Array(2).fill({ largest: 1, isLess: true, needed, packets }));
		large.take(-80);
		await vi.advanceTimersByTimeAsync(calm - 100);
		expect(allowance.largest).toBe(1);
		await vi.advanceTimersByTimeAsync(200);
		expect(allowance.largest).toBe(2);
		expect(told.slice(2)).toMatchObject(Array(2).fill({ largest: 2, isLess: false }));
	});

	test('that falls behind withholds larger pictures for a minute, and sends nobody away for it', async () => {
		const allowance = new Allowance(packets);
		const share = allowance.share(chaired, note);
		share.take(200);
		const spare = allowance.spare;
		expect(allowance.fellBehind()).toEqual({ flowing: 200 * chaired[2], trusted: 0.85 * 200 * chaired[2] });
		expect(told).toMatchObject([{ largest: 1, isLess: true, packets: 0.85 * 200 * chaired[2] }]);
		expect(allowance.spare).toBeLessThan(spare);
		expect([allowance.fit(chaired), allowance.capacity]).toEqual(['reduced', 233]);
		await vi.advanceTimersByTimeAsync(59_000);
		expect(allowance.largest).toBe(1);
		await vi.advanceTimersByTimeAsync(1000 + calm + 1000);
		expect([allowance.largest, allowance.fit(chaired)]).toEqual([2, 'whole']);
	});

	test('that does not keep up with smaller ones either sends the smallest', () => {
		const allowance = new Allowance(packets);
		allowance.share(full, note).take(150);
		allowance.fellBehind();
		expect(allowance.largest).toBe(1);
		allowance.fellBehind();
		expect(told.map(({ largest }) => largest)).toEqual([1, 0]);
		const { trusted } = allowance.fellBehind();
		expect(allowance.fellBehind().trusted).toBe(trusted);
	});

	test('that has no meeting is trusted as before: it is not what it carries', () => {
		const allowance = new Allowance(packets);
		expect(allowance.fellBehind()).toEqual({ flowing: 0, trusted: packets });
		allowance.share(chaired, note).take(100);
		expect(allowance.fit(chaired)).toBe('easily');
	});

	test('that fell behind in a meeting that is over begins the next one as any other', () => {
		const allowance = new Allowance(packets);
		const share = allowance.share(chaired, note);
		share.take(200);
		allowance.fellBehind();
		share.end();
		allowance.share(chaired, note).take(100);
		expect(allowance.fit(chaired)).toBe('easily');
	});

	test('is as it was when a meeting has gone', async () => {
		const allowance = new Allowance(packets);
		const share = allowance.share(full, note);
		share.take(233);
		expect(allowance.largest).toBe(0);
		share.end();
		expect([allowance.pages, allowance.capacity]).toEqual([0, 233]);
		await vi.advanceTimersByTimeAsync(3 * calm);
		expect(allowance.largest).toBe(2);
	});
});
