import type { Locale } from '#lib/paraglide/runtime.js';

/** British English, for days come before months. */
const tags: Record<Locale, string> = { vi: 'vi-VN', en: 'en-GB', ja: 'ja-JP' };

/** Intl's formatters are slow to make and cheap to keep. */
export function oncePerLocale<T>(make: (tag: string) => T): (locale: Locale) => T {
	const made = new Map<Locale, T>();
	return (locale) => {
		const known = made.get(locale) ?? make(tags[locale]);
		made.set(locale, known);
		return known;
	};
}
