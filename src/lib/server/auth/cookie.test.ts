import { expect, test } from 'vitest';
import { browserAt } from './browser.test-data.ts';
import { clearCookie, cookieName, readCookie, writeCookie } from './cookie.ts';

test('on https the cookie is bound to this host, hidden from scripts and never sent in clear', () => {
	const { event, writes } = browserAt('https://hop.example.vn/sign-in');
	writeCookie(event, 'token');
	expect(writes).toEqual([
		{
			name: '__Host-session',
			value: 'token',
			options: { path: '/', httpOnly: true, sameSite: 'lax', secure: true, maxAge: 12 * 3600 }
		}
	]);
	expect(readCookie(event)).toBe('token');
	clearCookie(event);
	expect(readCookie(event)).toBeUndefined();
});

test('a cookie set by a plain page does not count on https', () => {
	const { event, jar } = browserAt('https://hop.example.vn/');
	jar.set('session', 'planted');
	expect(readCookie(event)).toBeUndefined();
	expect(cookieName({ url: new URL('http://localhost:3000/') })).toBe('session');
});
