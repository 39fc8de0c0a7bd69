import { redirect } from '@sveltejs/kit';
import {
	readCookie,
	readDevice,
	signIn,
	signInInput,
	writeCookie,
	writeDevice
} from '#lib/server/auth/auth.ts';
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
			const seal = { secret: event.locals.config.ticketSecret, signInName: input.signInName };
			const { token } = await signIn(event.locals.sql, input, {
				address: event.getClientAddress(),
				previousToken: readCookie(event),
				device: readDevice(event, seal)
			});
			writeCookie(event, token);
			writeDevice(event, seal);
			redirect(303, ownPath(event.url.searchParams.get('next')));
		})
};
