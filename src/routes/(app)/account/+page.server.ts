import { redirect } from '@sveltejs/kit';
import {
	changePassword,
	hasTemporaryPassword,
	passwordChange,
	passwordLength,
	writeCookie
} from '#lib/server/auth/auth.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { asking } from '../meetings/asker.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		return {
			temporary: await hasTemporaryPassword(sql, person.id),
			leastLength: passwordLength.least,
			changed: event.url.searchParams.has('changed')
		};
	});

export const actions: Actions = {
	default: (event) =>
		submitForm(event, passwordChange, async (input) => {
			const { sql, person } = asking(event);
			const { token } = await changePassword(sql, person, input);
			writeCookie(event, token);
			redirect(303, '/account?changed');
		})
};
