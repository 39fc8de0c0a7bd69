import * as v from 'valibot';
import {
	changePerson,
	disablePerson,
	enablePerson,
	getPerson,
	personChange,
	resetPassword
} from '#lib/server/people/people.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { managing, unitChoices } from '../managing.ts';
import type { Actions, PageServerLoad } from './$types';

const nothing = v.object({});

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const asked = managing(event);
		const { sql, person, day } = asked;
		const [found, units] = await Promise.all([
			getPerson(sql, person, event.params.id, day),
			unitChoices(asked)
		]);
		return { found, units, own: found.id === person.id };
	});

export const actions: Actions = {
	change: (event) =>
		submitForm(event, personChange, async (input) => {
			const { sql, person, day } = managing(event);
			await changePerson(sql, person, event.params.id, input, day);
		}),
	reset: (event) =>
		submitForm(event, nothing, async () => {
			const { sql, person, day } = managing(event);
			const { password } = await resetPassword(sql, person, event.params.id, day);
			return { password };
		}),
	disable: (event) =>
		submitForm(event, nothing, async () => {
			const { sql, person } = managing(event);
			await disablePerson(sql, person, event.params.id);
		}),
	enable: (event) =>
		submitForm(event, nothing, async () => {
			const { sql, person } = managing(event);
			await enablePerson(sql, person, event.params.id);
		})
};
