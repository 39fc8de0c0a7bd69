import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import { Refusal } from '../connection/refusal.ts';
import { TransportKeeper } from './transport-keeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A transport whose path has broken, and a room that refuses to mend it. */
function setUp(refusal: ErrorCode | undefined) {
	const restartIce = vi.fn(async () => undefined);
	let changed: (state: string) => void = () => undefined;
	const transport = Object.assign(Object.create(null), {
		id: 'transport',
		closed: false,
		connectionState: 'failed',
		restartIce,
		close: () => undefined,
		on(name: string, listener: (state: string) => void) {
			if (name === 'connectionstatechange') changed = listener;
		}
	});
	const room = { refusal, asked: 0 };
	const broken = vi.fn();
	const keeper = new TransportKeeper(
		transport,
		async () => {
			room.asked++;
			if (room.refusal !== undefined) throw new Refusal(room.refusal);
			return Object.assign(Object.create(null), { iceParameters: {} });
		},
		{ onState: () => undefined, onBroken: broken }
	);
	return { keeper, room, broken, restartIce, fail: () => changed('failed') };
}

test('a repair that the room did not answer in time is tried again on the same line', async () => {
	const { room, broken, restartIce, fail } = setUp('timeout');
	fail();
	await vi.advanceTimersByTimeAsync(0);
	expect(room.asked).toBe(1);
	room.refusal = undefined;
	await vi.advanceTimersByTimeAsync(7_000);
	expect(restartIce).toHaveBeenCalledOnce();
	expect(broken).not.toHaveBeenCalled();
});

test('a room that never answers is given up after some attempts', async () => {
	const { room, broken, fail } = setUp('timeout');
	fail();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(room.asked).toBe(4);
	expect(broken).toHaveBeenCalledOnce();
});

test('without a line nothing is asked until the seat is taken again, and no attempt is spent', async () => {
	const { keeper, room, broken, restartIce, fail } = setUp('unavailable');
	for (let round = 0; round < 6; round++) {
		fail();
		await vi.advanceTimersByTimeAsync(10_000);
	}
	expect(room.asked).toBe(6);
	room.refusal = undefined;
	keeper.repair();
	await vi.advanceTimersByTimeAsync(0);
	expect(restartIce).toHaveBeenCalledOnce();
	expect(broken).not.toHaveBeenCalled();
});

test('a transport that the room no longer knows is broken', async () => {
	const { broken, fail } = setUp('not_found');
	fail();
	await vi.advanceTimersByTimeAsync(0);
	expect(broken).toHaveBeenCalledOnce();
});
