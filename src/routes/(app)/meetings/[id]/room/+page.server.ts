import { redirect } from '@sveltejs/kit';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const { meeting } = await meetings.viewOf(sql, person, event.params.id, clock);
		const { id, title, state, endedAt } = meeting;
		const check = await meetings.ownCheck(sql, person, id);
		// There is no room, and the meeting's own page says why.
		if (state === 'draft' || state === 'cancelled') redirect(303, `/meetings/${id}`);
		return {
			meeting: { id, title, state, endedAt },
			check: check && { at: check.at, result: check.result },
			fullScreen: true
		};
	});
