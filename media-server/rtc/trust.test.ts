import { expect, test } from 'vitest';
import { doubtAfter, endOf, prolonged, trusted, type Doubt } from './trust.ts';

const minute = 60_000;
const packets = 90_000;

test('a worker that never fell behind is trusted with its allowance', () => {
	expect([trusted(undefined, packets, 0), endOf(undefined, 0)]).toEqual([packets, undefined]);
});

test('one that did is trusted with less than it could not carry, for a minute', () => {
	const doubt = doubtAfter(undefined, packets, 80_000, 1000);
	expect(trusted(doubt, packets, minute)).toBe(68_000);
	expect(endOf(doubt, minute)).toBe(1000 + minute);
	expect([trusted(doubt, packets, 1000 + minute), endOf(doubt, 1000 + minute)]).toEqual([packets, undefined]);
});

test('one that falls behind again meanwhile is trusted with still less, and the minute begins anew', () => {
	const first = doubtAfter(undefined, packets, 80_000, 0);
	const second = doubtAfter(first, packets, 60_000, 5000);
	expect(second).toEqual({ packets: 51_000, until: 5000 + minute, lasts: minute });
});

test('one that falls behind whenever it is trusted again is trusted later and later, up to half an hour', () => {
	let doubt: Doubt | undefined;
	let now = 0;
	const lasted: number[] = [];
	for (let time = 0; time < 8; time++) {
		doubt = doubtAfter(doubt, packets, 80_000, now);
		lasted.push(doubt.lasts / minute);
		now = doubt.until + 1;
	}
	expect(lasted).toEqual([1, 2, 4, 8, 16, 32, 32, 32]);
});

test('that fell behind last when the longest doubt would be over, too, begins with a minute again', () => {
	const first = doubtAfter(undefined, packets, 80_000, 0);
	const second = doubtAfter(first, packets, 80_000, first.until + 1);
	expect([first.lasts, second.lasts]).toEqual([minute, 2 * minute]);
	expect(doubtAfter(second, packets, 80_000, second.until + 33 * minute).lasts).toBe(minute);
});

test('again and again: a quarter of the allowance stays, for then something else has the processor', () => {
	let doubt = doubtAfter(undefined, packets, 80_000, 0);
	for (let time = 1; time < 10; time++) doubt = doubtAfter(doubt, packets, 80_000, time);
	expect(doubt.packets).toBe(packets / 4);
});

test('when less than that flowed already, it is less of what flowed', () => {
	expect(doubtAfter(undefined, packets, 10_001, 0).packets).toBe(8501);
});

test('when nothing can be taken from it the time alone begins anew', () => {
	const doubt = doubtAfter(undefined, packets, 80_000, 0);
	expect(prolonged(doubt, 5000)).toEqual({ ...doubt, until: 5000 + minute });
});
