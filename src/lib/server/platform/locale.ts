// Which language a page speaks: what was chosen in this browser, else the person's, else the browser's own.
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import {
	baseLocale,
	cookieName,
	extractLocaleFromHeader,
	isLocale,
	type Locale
} from '#lib/paraglide/runtime.js';

export type LocaleWishes = {
	cookie: string | undefined;
	person: string | undefined;
	acceptLanguage: string | null;
};

export const localeCookie = cookieName;

export function chooseLocale({ cookie, person, acceptLanguage }: LocaleWishes): Locale {
	if (isLocale(cookie)) return cookie;
	if (isLocale(person)) return person;
	const headers = new Headers(acceptLanguage === null ? {} : { 'accept-language': acceptLanguage });
	return extractLocaleFromHeader(new Request('http://localhost', { headers })) ?? baseLocale;
}

/** Runs `work` with the messages of that language, for this request alone. */
export function speaking(locale: Locale, work: () => Promise<Response>): Promise<Response> {
	// The middleware reads the language from a request; it gets one that says only that.
	const request = new Request('http://localhost', { headers: { cookie: `${cookieName}=${locale}` } });
	return paraglideMiddleware(request, work);
}
