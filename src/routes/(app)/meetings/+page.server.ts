import * as v from 'valibot';
import * as meetings from '#lib/server/meetings/meetings.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from './asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const filter = v.safeParse(meetings.schema.listFilter, Object.fromEntries(event.url.searchParams));
		if (!filter.success) throw new CodedError('invalid_input');
		const [list, drafts] = await Promise.all([
			meetings.listMeetings(sql, person, filter.output, clock),
			meetings.draftsOf(sql, person)
		]);
		return { list, drafts, filter: filter.output, now: clock.now, mayCreate: meetings.mayCreate(person) };
	});
