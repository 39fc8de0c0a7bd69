import { describe, expect, test } from 'vitest';
import { isOwnOrigin } from './origin.ts';

describe('a socket', () => {
	test('is taken from a page of the host that it asks', () => {
		expect(isOwnOrigin({ origin: 'https://hop.example', host: 'hop.example' }, undefined)).toBe(true);
		expect(isOwnOrigin({ origin: 'http://localhost:3000', host: 'localhost:3000' }, undefined)).toBe(true);
	});

	test('is taken by the name that a proxy passed on', () => {
		const headers = {
			origin: 'https://hop.example',
			host: '127.0.0.1:3010',
			'x-forwarded-host': 'hop.example, inner'
		};
		expect(isOwnOrigin(headers, undefined)).toBe(true);
	});

	test('is taken from the declared origin', () => {
		const headers = { origin: 'https://hop.example', host: '127.0.0.1:3010' };
		expect(isOwnOrigin(headers, 'https://hop.example')).toBe(true);
	});

	test.each([
		['of another site', { origin: 'https://evil.example', host: 'hop.example' }],
		['of another port', { origin: 'http://localhost:4000', host: 'localhost:3000' }],
		['that names no origin', { host: 'hop.example' }],
		['of a sandboxed page', { origin: 'null', host: 'hop.example' }],
		['that names nonsense', { origin: 'hop.example', host: 'hop.example' }],
		['whose name only begins alike', { origin: 'https://hop.example.evil.com', host: 'hop.example' }]
	])('is refused from a page %s', (_, headers) => {
		expect(isOwnOrigin(headers, 'https://declared.example')).toBe(false);
	});
});
