import { expect, test } from 'vitest';
import { saveFailure } from './save-failure.ts';

const failure = { action: 'what', errors: { title: { code: 'too_long' } }, values: {} };

test('a save that was sent to the sign-in page is not saved', () => {
	const sentAway = { type: 'redirect', status: 303, location: '/sign-in' } as const;
	expect(saveFailure('what', sentAway)).toEqual({
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
