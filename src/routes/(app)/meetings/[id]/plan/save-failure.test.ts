import { expect, test } from 'vitest';
import { saveFailure } from './save-failure.ts';

const failure = { action: 'what', errors: { title: { code: 'too_long' } }, values: {} };

test('a save of somebody who is not signed in any more is not saved', () => {
	const refused = { type: 'error', status: 401, error: { message: 'not_signed_in' } } as const;
	expect(saveFailure('what', refused)).toEqual({
		action: 'what',
		errors: {},
		values: {},
		code: 'not_signed_in'
	});
});

test('what the server found wrong is told, what it cannot tell is a fault, and nothing is wrong after success', () => {
	expect(saveFailure('what', { type: 'failure', status: 400, data: failure })).toBe(failure);
	expect(saveFailure('what', { type: 'failure', status: 400 })?.code).toBe('internal');
	expect(saveFailure('what', { type: 'error', status: 500, error: {} })?.code).toBe('internal');
	expect(saveFailure('what', { type: 'error', error: {} })?.code).toBe('unavailable');
	expect(saveFailure('what', { type: 'success', status: 200 })).toBeNull();
});
