// What the replies, the lists of people and the sign-ins tell of every site: for the room's roll, once in a while.
import * as meetings from '#lib/server/meetings/meetings.ts';
import { answerJson } from '#lib/server/platform/forms.ts';
import { asking } from '../../asker.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	answerJson(() => {
		const { sql, person } = asking(event);
		return meetings.viewRoll(sql, person, event.params.id);
	});
