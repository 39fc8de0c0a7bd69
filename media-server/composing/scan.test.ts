import { describe, expect, it } from 'vitest';
import { packetAt, parsePacket, scanOf } from './scan.ts';

const every = (step: number, from: number, to: number) =>
	Array.from({ length: Math.round((to - from) / step) }, (_, index) => from + index * step);

describe('a packet line', () => {
	it('has a time and may be a key frame', () => {
		expect(parsePacket('1.067000,K_')).toEqual({ time: 1067, isKey: true });
		expect(parsePacket('1.134000,__')).toEqual({ time: 1134, isKey: false });
	});

	it('is left out when its time is not known', () => {
		expect(parsePacket('N/A,__')).toBeUndefined();
		expect(parsePacket('')).toBeUndefined();
	});
});

describe('runs', () => {
	it('begin with the first picture that can be decoded', () => {
		expect(scanOf([400, 440, 480], 'camera').runs).toEqual([{ from: 400, to: 520 }]);
	});

	it('are cut where nothing came from a camera for long', () => {
		const times = [...every(40, 0, 4_000), ...every(40, 15_000, 17_000)];
		expect(scanOf(times, 'camera').runs).toEqual([
			{ from: 0, to: 4_000 },
			{ from: 15_000, to: 17_000 }
		]);
	});

	it('are not cut by a line that stumbles', () => {
		expect(scanOf([...every(40, 0, 4_000), ...every(40, 9_500, 12_000)], 'camera').runs).toHaveLength(1);
	});

	it('are not cut where a shared screen stood still', () => {
		expect(scanOf([0, 40, 60_000], 'screen').runs).toEqual([{ from: 0, to: 60_040 }]);
	});

	it('are none without packets', () => {
		expect(scanOf([], 'camera')).toEqual({ packets: [], runs: [], duration: 0 });
	});
});

describe('the packet that is seen at a moment', () => {
	const scan = scanOf([0, 1_000, 2_000, 60_000], 'screen');

	it('is the last one before it', () => {
		expect([0, 999, 1_000, 1_500, 30_000].map((moment) => packetAt(scan, moment))).toEqual([
			0, 0, 1_000, 1_000, 2_000
		]);
	});

	it('is never quite the last of the file, which may be broken', () => {
		expect(packetAt(scan, 90_000)).toBe(2_000);
	});
});
