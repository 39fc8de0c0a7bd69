// Language and appearance, as plain forms send them. The page behind comes again as wished.
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { themes } from '#lib/components/theme.ts';
import { cookieMaxAge, locales } from '#lib/paraglide/runtime.js';
import { setOwnLocale } from '#lib/server/people/people.ts';
import { localeCookie } from '#lib/server/platform/locale.ts';
import { ownPath } from '#lib/server/platform/own-path.ts';
import type { RequestHandler } from './$types';

const preferences = v.object({
	locale: v.optional(v.picklist(locales)),
	theme: v.optional(v.picklist(themes)),
	back: v.optional(v.string(), '/')
});

export const POST: RequestHandler = async ({ request, cookies, url, locals: { sql, person } }) => {
	const sent = v.safeParse(preferences, Object.fromEntries(await request.formData()));
	if (!sent.success) return Response.json({ error: { code: 'invalid_input' } }, { status: 400 });
	const { locale, theme, back } = sent.output;
	// The page reads and writes them, too.
	const attributes = {
		path: '/',
		httpOnly: false,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: cookieMaxAge
	} as const;
	if (locale) cookies.set(localeCookie, locale, attributes);
	if (locale && person) await setOwnLocale(sql, person, locale);
	if (theme) cookies.set('theme', theme, attributes);
	redirect(303, ownPath(back));
};
