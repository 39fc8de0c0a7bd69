import { expect, test } from 'vitest';
import { CodedError, refusing } from './errors.ts';

test('a coded error knows its status and carries only what is safe', () => {
	const error = new CodedError('room_full', { data: { limit: 300 } });
	expect(error).toMatchObject({ code: 'room_full', status: 409, data: { limit: 300 }, message: 'room_full' });
});

test('what is no violation of a constraint passes unchanged', async () => {
	const fault = new TypeError('a fault');
	await expect(refusing({ any: 'conflict' }, () => Promise.reject(fault))).rejects.toBe(fault);
});
