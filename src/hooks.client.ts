import type { ClientInit } from '@sveltejs/kit';
import { assertIsLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';

/** The server has chosen the language; the page says which, so that both always agree. */
export const init: ClientInit = () => {
	overwriteGetLocale(() => assertIsLocale(document.documentElement.lang));
};
