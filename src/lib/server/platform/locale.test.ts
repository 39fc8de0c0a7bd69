import { expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { chooseLocale, speaking } from './locale.ts';

const nothing = { cookie: undefined, person: undefined, acceptLanguage: null };

test('the choice made in this browser wins over the person, the person over the browser', () => {
	expect(chooseLocale({ cookie: 'en', person: 'vi', acceptLanguage: 'ja' })).toBe('en');
	expect(chooseLocale({ ...nothing, person: 'ja', acceptLanguage: 'en' })).toBe('ja');
	expect(chooseLocale({ ...nothing, acceptLanguage: 'fr-FR,ja;q=0.8,en;q=0.5' })).toBe('ja');
});

test('unknown languages lead to Vietnamese', () => {
	expect(chooseLocale(nothing)).toBe('vi');
	expect(chooseLocale({ cookie: 'fr', person: 'de', acceptLanguage: 'fr-FR' })).toBe('vi');
});

test('two requests at once each speak their own language', async () => {
	const say = () => speaking('ja', async () => new Response(m.common_close()));
	const other = () => speaking('en', async () => new Response(m.common_close()));
	const [japanese, english] = await Promise.all([say(), other()]);
	expect(await japanese.text()).toBe('閉じる');
	expect(await english.text()).toBe('Close');
});
