import { expect, test } from 'vitest';
import { turnTime } from './turn-time.ts';

const turn = { siteId: 'site', grantedAt: 1_000_000, minutes: 2 };
const after = (seconds: number) => turnTime(turn, turn.grantedAt + seconds * 1000);

test('a turn says how much is used, planned and left', () => {
	expect(after(30)).toEqual({ used: 30_000, planned: 120_000, left: 90_000, phase: 'running' });
	expect(after(150)).toMatchObject({ left: -30_000, phase: 'over' });
});

test('the speaker is told a minute and ten seconds before the time is up, and when it is', () => {
	const phases = [59, 60, 109, 110, 119, 120].map((seconds) => after(seconds).phase);
	expect(phases).toEqual(['running', 'minute', 'minute', 'seconds', 'seconds', 'over']);
});

test('without a limit nothing is left and nothing is over', () => {
	const free = turnTime({ ...turn, minutes: null }, turn.grantedAt + 3_600_000);
	expect(free).toEqual({ used: 3_600_000, planned: null, left: null, phase: 'free' });
});

test('a clock that is a little behind shows no negative time', () => {
	expect(after(-1).used).toBe(0);
});
