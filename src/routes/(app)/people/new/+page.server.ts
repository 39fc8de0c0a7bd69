import * as v from 'valibot';
import { id } from '#lib/protocol/values.ts';
import { createPerson, newPerson } from '#lib/server/people/people.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { managing, unitChoices } from '../managing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => ({
		units: await unitChoices(managing(event)),
		unitId: v.parse(v.fallback(v.nullable(id), null), event.url.searchParams.get('unit'))
	}));

export const actions: Actions = {
	default: (event) =>
		submitForm(event, newPerson, async (input) => {
			const { sql, person, day } = managing(event);
			const { personId, password } = await createPerson(sql, person, input, day);
			return { created: { personId, password, name: input.fullName, signInName: input.signInName } };
		})
};
