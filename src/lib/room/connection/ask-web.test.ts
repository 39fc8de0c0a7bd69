import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { askWeb } from './ask-web.ts';

afterEach(() => vi.unstubAllGlobals());
const data = v.object({ count: v.number() });
const answering = (body: unknown) => vi.stubGlobal('fetch', async () => Response.json(body));

test('answers the data', async () => {
	answering({ ok: true, data: { count: 1 } });
	expect(await askWeb('/x', data, {})).toEqual({ count: 1 });
});

test('throws the code with which it was refused', async () => {
	answering({ ok: false, error: { code: 'not_allowed' } });
	await expect(askWeb('/x', data, {})).rejects.toMatchObject({ code: 'not_allowed' });
});

test.each([[{ ok: true, data: { count: 'one' } }], ['<html>'], [null]])('%j cannot be read', async (body) => {
	answering(body);
	await expect(askWeb('/x', data, {})).rejects.toMatchObject({ code: 'unavailable' });
});

test('nobody answers', async () => {
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
	await expect(askWeb('/x', data, {})).rejects.toMatchObject({ code: 'unavailable' });
});
