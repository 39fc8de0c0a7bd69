import { expect, test } from 'vitest';
import { isPassing, nextState, retryDelay, type ConnectionState } from './connection-states.ts';

const states: ConnectionState[] = [
	{ name: 'idle' },
	{ name: 'connecting' },
	{ name: 'joined' },
	{ name: 'reconnecting', attempt: 2 },
	{ name: 'ended', reason: 'removed' },
	{ name: 'refused', code: 'room_full' }
];

test('attempts count up until the seat is taken again', () => {
	let state = nextState({ name: 'joined' }, { name: 'lost' });
	expect(state).toEqual({ name: 'reconnecting', attempt: 1 });
	state = nextState(state, { name: 'lost' });
	expect(state).toEqual({ name: 'reconnecting', attempt: 2 });
	expect(nextState(state, { name: 'join-answered' })).toEqual({ name: 'joined' });
});

test('what is over hears neither late answers nor lost lines', () => {
	for (const state of states.filter(({ name }) => ['idle', 'ended', 'refused'].includes(name))) {
		for (const name of ['join-answered', 'lost'] as const) expect(nextState(state, { name })).toBe(state);
	}
});

test('only a person starts what is over again', () => {
	const started = states.filter((state) => nextState(state, { name: 'start' }).name === 'connecting');
	expect(started.map(({ name }) => name)).toEqual(['idle', 'connecting', 'ended', 'refused']);
});

test('waits grow to ten seconds and are scattered', () => {
	const longest = [1, 2, 3, 4, 5, 6, 9].map((attempt) => retryDelay(attempt, 1));
	expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
	expect([1, 2, 3].map((attempt) => retryDelay(attempt, 0))).toEqual([0, 500, 1000]);
});

test('a slow server is tried again, a missing right is not', () => {
	expect(isPassing('unavailable')).toBe(true);
	expect(isPassing('ticket_expired')).toBe(true);
	expect(isPassing('not_invited')).toBe(false);
	expect(isPassing('version_mismatch')).toBe(false);
});
