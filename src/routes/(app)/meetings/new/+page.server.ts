import { redirect } from '@sveltejs/kit';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { asking } from '../asker.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(() => {
		if (!meetings.mayCreate(asking(event).person)) throw new CodedError('not_allowed');
	});

export const actions: Actions = {
	default: (event) =>
		submitForm(event, meetings.schema.newMeeting, async (input) => {
			const { sql, person, clock } = asking(event);
			redirect(303, `/meetings/${await meetings.createDraft(sql, person, input, clock)}/plan`);
		})
};
