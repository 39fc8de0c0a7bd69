import * as meetings from '#lib/server/meetings/meetings.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends('rehearsal:now');
	return orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const { meeting, sites } = await meetings.viewRehearsal(sql, person, event.params.id);
		const { id, title, startsAt, state } = meeting;
		return { meeting: { id, title, startsAt, state }, sites, now: clock.now };
	});
};
