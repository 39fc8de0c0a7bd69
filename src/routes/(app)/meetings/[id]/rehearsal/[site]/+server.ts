// What one site's device check found: for the wall of the running meeting, site by site.
import * as meetings from '#lib/server/meetings/meetings.ts';
import { answerJson } from '#lib/server/platform/forms.ts';
import { asking } from '../../../asker.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	answerJson(() => {
		const { sql, person } = asking(event);
		return meetings.viewSiteCheck(sql, person, event.params.id, event.params.site);
	});
