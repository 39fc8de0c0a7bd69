import { expect, test } from 'vitest';
import { faultCode } from './fault-code.ts';

test('a form that got no answer says that the server is away', () => {
	expect(faultCode({ error: new TypeError('Failed to fetch') })).toBe('unavailable');
});

test('an answer that names its code keeps it', () => {
	expect(faultCode({ status: 403, error: { message: 'not_allowed' } })).toBe('not_allowed');
});

test('what was refused on the way because of its size is too large, anything else a fault', () => {
	expect(faultCode({ status: 413, error: { message: 'Payload Too Large' } })).toBe('too_large');
	expect(faultCode({ status: 500, error: null })).toBe('internal');
});
