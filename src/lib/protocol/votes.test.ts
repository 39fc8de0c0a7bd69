import { expect, test } from 'vitest';
import { isQuorate, type Quorum } from './votes.ts';

const of = (present: number, rule?: Quorum['rule']): Quorum => ({
	present,
	expected: 5,
	...(rule !== undefined && { rule })
});

test.each([
	['enough at both ends', of(3, 'half'), of(4, 'half'), true],
	['enough, and not closed yet', of(3, 'half'), null, true],
	['too few when it was opened', of(2, 'half'), of(5, 'half'), false],
	['too few when it was closed', of(4, 'two-thirds'), of(3, 'two-thirds'), false],
	['no number that is asked for', of(0, 'none'), of(0, 'none'), null],
	['no rule, as in earlier times', of(5), of(5), null]
])('a vote with %s', (_, opening, closing, quorate) => {
	expect(isQuorate({ opening, closing })).toBe(quorate);
});
