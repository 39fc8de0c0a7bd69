import { expect, test } from 'vitest';
import { clearCookie, cookieName, readCookie, writeCookie } from './cookie.ts';

type Set = { name: string; value: string; options: object };

function browserAt(address: string) {
	const jar = new Map<string, string>();
	const writes: Set[] = [];
	const cookies = {
		get: (name: string) => jar.get(name),
		getAll: () => [],
		set: (name: string, value: string, options: object) => {
			jar.set(name, value);
			writes.push({ name, value, options });
		},
		delete: (name: string) => void jar.delete(name),
		serialize: () => ''
	};
	return { event: { url: new URL(address), cookies }, jar, writes };
}

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
