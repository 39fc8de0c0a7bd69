import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EarlierSeat } from './earlier-seat.ts';

const meetingId = '7d9a3f5e-0000-4000-8000-000000000001';
const first = '7d9a3f5e-0000-4000-8000-00000000000a';
const second = '7d9a3f5e-0000-4000-8000-00000000000b';

/** Of one browser: who asks for a name that is held waits, until its patience is over. */
function browserLocks() {
	const held = new Map<string, Promise<unknown>>();
	const request = async (name: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
		const over = new Promise<never>((_, reject) => {
			signal?.addEventListener('abort', () => reject(new DOMException('', 'TimeoutError')));
		});
		// Whose turn has come hears of no patience.
		over.catch(() => undefined);
		for (let other = held.get(name); other; other = held.get(name)) await Promise.race([other, over]);
		const mine = work().finally(() => held.delete(name));
		held.set(name, mine);
		return mine;
	};
	return { request } as Pick<LockManager, 'request'>;
}

/** As sessionStorage: each tab has its own, and a duplicated one a copy. */
function storeOf(stored = new Map<string, string>()) {
	return {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
		removeItem: (key: string) => void stored.delete(key),
		copy: () => storeOf(new Map(stored))
	};
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), milliseconds);
		return controller.signal;
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

test('a tab that is loaded again finds its seat, also when the old page goes only then', async () => {
	const [store, locks] = [storeOf(), browserLocks()];
	const before = new EarlierSeat(meetingId, store, locks);
	expect(await before.find()).toBeUndefined();
	before.remember(first);
	const found = new EarlierSeat(meetingId, store, locks).find();
	setTimeout(() => before.close(), 100);
	await vi.advanceTimersByTimeAsync(100);
	expect(await found).toBe(first);
});

test('a duplicated tab finds none while the other sits there, and one that was given up is nobody’s', async () => {
	const [store, locks] = [storeOf(), browserLocks()];
	const sitting = new EarlierSeat(meetingId, store, locks);
	sitting.remember(first);
	const copied = store.copy();
	const found = new EarlierSeat(meetingId, copied, locks).find();
	await vi.advanceTimersByTimeAsync(2000);
	expect(await found).toBeUndefined();
	sitting.forget();
	expect(await new EarlierSeat(meetingId, store, locks).find()).toBeUndefined();
	expect(await new EarlierSeat(meetingId, copied, locks).find()).toBe(first);
});

test('with a new seat the one before is let go of', async () => {
	const [store, locks] = [storeOf(), browserLocks()];
	const copied = storeOf();
	const sitting = new EarlierSeat(meetingId, store, locks);
	sitting.remember(first);
	new EarlierSeat(meetingId, copied, undefined).remember(first);
	sitting.remember(second);
	await vi.advanceTimersByTimeAsync(0);
	expect(await new EarlierSeat(meetingId, copied, locks).find()).toBe(first);
});

test('a browser without locks finds what it remembers, and nothing that is no id', async () => {
	const store = storeOf();
	new EarlierSeat(meetingId, store, undefined).remember(first);
	expect(await new EarlierSeat(meetingId, store, undefined).find()).toBe(first);
	new EarlierSeat(meetingId, store, undefined).remember('x');
	expect(await new EarlierSeat(meetingId, store, undefined).find()).toBeUndefined();
});
