import * as meetings from '#lib/server/meetings/meetings.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../../asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const { meeting, may, role } = await meetings.viewOf(sql, person, event.params.id, clock);
		const { id, title, startsAt, state } = meeting;
		return { meeting: { id, title, startsAt, state }, mayEnter: may.enter, listening: role === 'observer' };
	});
