import type { RequestEvent } from '@sveltejs/kit';
import { sessionHours } from './session-life.ts';

type WithCookies = Pick<RequestEvent, 'cookies' | 'url'>;

/** On https the browser itself refuses a cookie of this name that another host or a plain page has set. */
export function cookieName({ url }: Pick<RequestEvent, 'url'>): string {
	return url.protocol === 'https:' ? '__Host-session' : 'session';
}

export function readCookie(event: WithCookies): string | undefined {
	return event.cookies.get(cookieName(event));
}

/** Kept past the browser's end, so that a power cut in a commune does not ask for the password again. */
export function writeCookie(event: WithCookies, token: string): void {
	event.cookies.set(cookieName(event), token, { ...attributes(event), maxAge: sessionHours.most * 3600 });
}

export function clearCookie(event: WithCookies): void {
	event.cookies.delete(cookieName(event), attributes(event));
}

function attributes({ url }: WithCookies) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
