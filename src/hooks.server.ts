import type { Handle, HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { readTheme } from '#lib/components/theme.ts';
import { session } from '#lib/server/auth/session-hook.ts';
import { answerStranger } from '#lib/server/platform/stranger.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { chooseLocale, localeCookie, speaking } from '#lib/server/platform/locale.ts';

export { init } from '#lib/server/auth/session-hook.ts';

/** Beside the content security policy, which `svelte.config.js` gives every page. */
const securityHeaders = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy':
		'camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), speaker-selection=(self), ' +
		'autoplay=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=(), browsing-topics=()'
};

const secure: Handle = async ({ event, resolve }) => {
	const answer = await resolve(event);
	// A copy, for the headers of some answers cannot be changed.
	const response = new Response(answer.body, answer);
	for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value);
	// On a shared PC the way back must not lead into the pages of somebody who has signed out.
	if (event.locals.person && !response.headers.has('cache-control')) {
		response.headers.set('cache-control', 'private, no-store');
	}
	if (event.url.protocol === 'https:') {
		response.headers.set('strict-transport-security', 'max-age=31536000');
	}
	return response;
};

/** Bytes; only people who are signed in send files. A body is read into memory before anybody looks at it. */
const largestFromStrangers = 64 * 1024;

const limit: Handle = ({ event, resolve }) => {
	const { headers } = event.request;
	const length = headers.has('transfer-encoding') ? Infinity : Number(headers.get('content-length') ?? 0);
	if (!event.locals.person && length > largestFromStrangers) {
		return Response.json({ ok: false, error: { code: 'too_large' } }, { status: 413 });
	}
	return resolve(event);
};

/** Whatever lies under (app) is for people who are signed in: pages, actions and endpoints alike. */
const guard: Handle = ({ event, resolve }) => {
	if (!event.locals.person && event.route.id?.startsWith('/(app)')) {
		return answerStranger(event);
	}
	return resolve(event);
};

const language: Handle = ({ event, resolve }) => {
	const locale = chooseLocale({
		cookie: event.cookies.get(localeCookie),
		person: event.locals.person?.locale,
		acceptLanguage: event.request.headers.get('accept-language')
	});
	const theme = readTheme(event.cookies.get('theme'));
	return speaking(locale, async () =>
		resolve(event, {
			transformPageChunk: ({ html }) =>
				html.replace('%lang%', locale).replace('%theme%', theme === 'system' ? '' : `data-theme="${theme}"`),
			preload: ({ type, path }) =>
				type === 'js' || type === 'css' || /pro-(latin|vietnamese)-400-normal.*\.woff2$/.test(path)
		})
	);
};

export const handle = sequence(secure, session, limit, guard, language);

export const handleError: HandleServerError = ({ error, event, status }) => {
	if (error instanceof CodedError) return { message: error.code };
	if (status === 404) return { message: 'not_found' };
	if (status === 413) return { message: 'too_large' };
	const reference = randomUUID().slice(0, 8);
	event.locals.log.error(
		{ err: error, reference, method: event.request.method, route: event.route.id },
		'fault'
	);
	return { message: 'internal', reference };
};
