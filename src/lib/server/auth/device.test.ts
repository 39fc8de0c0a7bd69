import { expect, test } from 'vitest';
import { browserAt } from './browser.test-data.ts';
import { readDevice, writeDevice } from './device.ts';

const secret = 'a-secret-of-this-city-0123456789-abcdef';
const an = { secret, signInName: 'an' };

test('a browser is known again for the person who signed in with it, and for nobody else', () => {
	const { event, jar, writes } = browserAt('https://hop.example.vn/sign-in');
	expect(readDevice(event, an)).toBeUndefined();
	writeDevice(event, an);
	expect([...jar.keys()]).toEqual(['__Host-device']);
	expect(writes.map(({ options }) => options)).toEqual([
		expect.objectContaining({ httpOnly: true, secure: true, sameSite: 'lax' })
	]);
	expect(readDevice(event, an)).toMatch(/^[\w-]{16}$/);
	expect(readDevice(event, { ...an, signInName: 'binh' })).toBeUndefined();
});

test('two sign-ins make two browsers', () => {
	const { event } = browserAt('http://localhost:3000/');
	writeDevice(event, an);
	const first = readDevice(event, an);
	writeDevice(event, an);
	expect(readDevice(event, an)).not.toBe(first);
});

test('a cookie that was made up, changed or sealed elsewhere counts as none', () => {
	const { event, jar } = browserAt('http://localhost:3000/');
	writeDevice(event, { ...an, secret: 'the-secret-of-another-city-0123456789' });
	expect(readDevice(event, an)).toBeUndefined();
	writeDevice(event, an);
	const [number = '', seal = ''] = (jar.get('device') ?? '').split('.');
	for (const value of [
		'',
		'x',
		number,
		`${number}.`,
		`A${number.slice(1, -1)}_.${seal}`,
		`${number}.${'a'.repeat(43)}`
	]) {
		jar.set('device', value);
		expect(readDevice(event, an)).toBeUndefined();
	}
});
