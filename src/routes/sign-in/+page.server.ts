import { redirect } from '@sveltejs/kit';
import { readCookie, signIn, signInInput, writeCookie } from '#lib/server/auth/auth.ts';
import { submitForm } from '#lib/server/platform/forms.ts';
import { ownPath } from '#lib/server/platform/own-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.person) redirect(303, ownPath(url.searchParams.get('next')));
	return { demo: locals.config.mode === 'demo', sentHere: url.searchParams.has('next') };
};

export const actions: Actions = {
	default: (event) =>
		submitForm(event, signInInput, async (input) => {
			const { token } = await signIn(event.locals.sql, input, {
				address: event.getClientAddress(),
				previousToken: readCookie(event)
			});
			writeCookie(event, token);
			redirect(303, ownPath(event.url.searchParams.get('next')));
		})
};
