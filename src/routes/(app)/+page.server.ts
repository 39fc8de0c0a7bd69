import * as meetings from '#lib/server/meetings/meetings.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from './meetings/asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends('day:now');
	return orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		return {
			now: clock.now,
			day: await meetings.dayOf(sql, person, clock),
			mayPlan: meetings.mayCreate(person)
		};
	});
};
