import * as v from 'valibot';
import { expect, test } from 'vitest';
import { passwordChange, signInInput } from './schema.ts';

const complaints = (schema: v.GenericSchema, input: unknown) =>
	v.safeParse(schema, input).issues?.map((issue) => [v.getDotPath(issue), issue.message]);

test('a sign-in name may be typed in capitals and with spaces around it', () => {
	const input = v.parse(signInInput, { signInName: ' Thu-Ky ', password: ' x ' });
	expect(input).toEqual({ signInName: 'thu-ky', password: ' x ' });
});

test('a sign-in name with a zero byte is refused before the database sees it', () => {
	expect(complaints(signInInput, { signInName: 'a\0b', password: 'x' })).toEqual([['signInName', 'invalid']]);
});

test('a password that would take long to hash is refused unread', () => {
	expect(complaints(signInInput, { signInName: 'a', password: 'x'.repeat(201) })).toEqual([
		['password', 'too_long']
	]);
});

test('a new password is long, new, and typed twice alike', () => {
	const current = 'cái cũ, khá dài';
	const next = 'cái mới, khá dài';
	expect(complaints(passwordChange, { current, next, again: next })).toBeUndefined();
	expect(complaints(passwordChange, { current, next, again: 'khác' })).toEqual([['again', 'not_the_same']]);
	expect(complaints(passwordChange, { current, next: current, again: current })).toEqual([
		['next', 'not_new']
	]);
	expect(complaints(passwordChange, { current, next: 'ngắn', again: 'ngắn' })).toEqual([
		['next', 'too_short']
	]);
});
