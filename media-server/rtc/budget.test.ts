import { describe, expect, test } from 'vitest';
import { chairedPackets, pageCost, reservedFor, type Flowing } from './budget.ts';

const camera = (size: Flowing['size'], paused = false): Flowing => ({ source: 'camera', paused, size });
const sound = (source: Flowing['source'] = 'microphone', paused = false): Flowing => ({
	source,
	paused,
	size: undefined
});

describe('a page costs', () => {
	test('nothing while the stage is empty', () => {
		expect(pageCost([])).toEqual({ 0: 0, 1: 0, 2: 0 });
	});

	test('in a chaired meeting what was counted with 253 sites', () => {
		expect(pageCost([camera(2), camera(1), sound(), sound()])[2]).toBe(335);
		expect(chairedPackets).toBe(385);
	});

	test('less the smaller the largest picture is, never more than its place on the stage', () => {
		expect(pageCost([camera(2)])).toEqual({ 0: 30, 1: 65, 2: 170 });
		expect(pageCost([camera(1)])).toEqual({ 0: 30, 1: 65, 2: 65 });
		const full = [camera(2), camera(1), camera(1), camera(1), sound(), sound(), sound()];
		expect(pageCost(full)).toEqual({ 0: 270, 1: 410, 2: 515 });
	});

	test('the whole picture of a camera that sends one size only', () => {
		expect(pageCost([camera(undefined)])).toEqual({ 0: 170, 1: 170, 2: 170 });
	});

	test('the screen in any case, with its sound', () => {
		expect(pageCost([sound('screen'), sound('screen-audio')])).toEqual({ 0: 280, 1: 280, 2: 280 });
	});

	test('nothing for what is switched off', () => {
		expect(pageCost([camera(2, true), sound('microphone', true)])[2]).toBe(0);
	});
});

test('a page is let in for a chaired meeting at least, and for the stage as it is when that is more', () => {
	expect(reservedFor(pageCost([]))).toEqual({ 0: 385, 1: 385, 2: 385 });
	expect(reservedFor({ 0: 270, 1: 410, 2: 515 })).toEqual({ 0: 385, 1: 410, 2: 515 });
});
