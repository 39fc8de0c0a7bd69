import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { dev } from '$app/environment';
import { submitForm } from '#lib/server/platform/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (!dev && locals.config.mode !== 'demo') error(404, 'not_found');
	return { now: new Date('2021-12-05T01:00:00Z') };
};

const sample = v.object({
	title: v.pipe(v.string(), v.trim(), v.nonEmpty('required'), v.maxLength(20)),
	minutes: v.pipe(v.string(), v.nonEmpty('required'), v.digits(), v.toNumber(), v.minValue(5))
});

export const actions: Actions = {
	save: (event) => submitForm(event, sample, ({ title }) => ({ title }))
};
