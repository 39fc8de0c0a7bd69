import { expect, test } from 'vitest';
import { wasMissed } from './days.ts';

const meeting = {
	state: 'convened' as const,
	startsAt: new Date('2026-03-02T01:00:00Z'),
	plannedMinutes: 60
};

test('a meeting is missed when its planned time is over and nobody opened it', () => {
	expect(wasMissed(meeting, new Date('2026-03-02T02:00:00Z'))).toBe(false);
	expect(wasMissed(meeting, new Date('2026-03-02T02:00:01Z'))).toBe(true);
	for (const state of ['draft', 'open', 'ended', 'cancelled'] as const) {
		expect(wasMissed({ ...meeting, state }, new Date('2026-03-03T00:00:00Z')), state).toBe(false);
	}
});
