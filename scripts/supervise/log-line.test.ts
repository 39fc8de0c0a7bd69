import { expect, test } from 'vitest';
import { faultIn } from './log-line.ts';

test('errors of a log are shown with their cause, the rest is not', () => {
	const record = {
		level: 50,
		time: '2026-11-22T08:00:00Z',
		msg: 'compose failed',
		err: { message: 'disk full' }
	};
	expect(faultIn(JSON.stringify(record), false)).toBe('compose failed: disk full');
	expect(faultIn(JSON.stringify({ level: 40, msg: 'slow' }), false)).toBeUndefined();
});

test('what a crash prints is shown, what a library prints is not', () => {
	expect(faultIn('TypeError: x is not a function', true)).toBe('TypeError: x is not a function');
	expect(faultIn('(node) loaded', false)).toBeUndefined();
});
