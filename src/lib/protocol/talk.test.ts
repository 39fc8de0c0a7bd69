import * as v from 'valibot';
import { expect, test } from 'vitest';
import { longestWords, words } from './talk.ts';

const taken = (value: unknown) => v.safeParse(words, value);

test('words are kept as they were typed, without the space around them', () => {
	expect(taken('  Nghỉ 10 phút\nHọp tiếp lúc 9 giờ ').output).toBe('Nghỉ 10 phút\nHọp tiếp lúc 9 giờ');
});

test('letters and marks that were typed apart become one letter', () => {
	expect(taken('Nghi\u0309').output).toBe('Nghỉ');
});

test('signs that nobody sees are taken out, also those that turn words round', () => {
	expect(taken('a\u0007b\u202etxt.exe\u2066').output).toBe('a b txt.exe');
	expect(taken('a\r\nb').output).toBe('a \nb');
});

test('no words, and too many, are refused', () => {
	for (const wrong of ['', ' \n ', '\u202e', 'x'.repeat(longestWords + 1), 'a\0b', 5, null]) {
		expect(taken(wrong).success).toBe(false);
	}
	expect(taken('x'.repeat(longestWords)).success).toBe(true);
});
