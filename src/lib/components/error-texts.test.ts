import { afterEach, describe, expect, test } from 'vitest';
import { getLocale, locales, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { errorCodes } from '#lib/protocol/errors.ts';
import { codedErrorText } from './error-texts.ts';

const original = getLocale;
afterEach(() => overwriteGetLocale(original));

describe.each(locales)('in %s', (locale) => {
	test('each coded error says what happened and what to do, in words of its own', () => {
		overwriteGetLocale(() => locale);
		const texts = errorCodes.map((code) => codedErrorText(code));
		for (const { happened, advice } of texts) {
			expect(happened).not.toMatch(/^(errors_|$)/);
			expect(advice).not.toMatch(/^(errors_|$)/);
			expect(advice).not.toBe(happened);
		}
		expect(new Set(texts.map(({ happened }) => happened)).size).toBe(errorCodes.length);
	});
});

test('no two languages share the words of an error', () => {
	for (const code of errorCodes) {
		const said = locales.map((locale) => {
			overwriteGetLocale(() => locale);
			return codedErrorText(code).happened;
		});
		expect(new Set(said).size, code).toBe(locales.length);
	}
});
