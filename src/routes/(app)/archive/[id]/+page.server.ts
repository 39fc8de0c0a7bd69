import * as v from 'valibot';
import * as archive from '#lib/server/archive/archive.ts';
import * as minutes from '#lib/server/minutes/minutes.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import { asking } from '../../meetings/asker.ts';
import { summaryOf } from './minutes-summary.ts';
import type { Actions, PageServerLoad } from './$types';

/** Seconds into the video, from the address; anything else is its beginning. */
const startAt = v.fallback(
	v.pipe(v.string(), v.digits(), v.transform(Number), v.maxValue(7 * 24 * 60 * 60)),
	0
);

export const load: PageServerLoad = (event) => {
	event.depends('archive:record');
	return orErrorPage(async () => {
		const { sql, person } = asking(event);
		const [record, view] = await Promise.all([
			archive.viewRecord(sql, person, event.params.id),
			minutes.viewMinutes(sql, person, event.params.id)
		]);
		return {
			record,
			minutes: view === undefined ? undefined : summaryOf(view),
			start: v.parse(startAt, event.url.searchParams.get('t'))
		};
	});
};

export const actions: Actions = {
	conclude: (event) =>
		submitForm(event, minutes.conclusionsInput, async ({ conclusions }) => {
			const { sql, person } = asking(event);
			await minutes.saveConclusions(sql, person, event.params.id, conclusions);
		}),
	retry: (event) =>
		submitForm(event, v.object({}), async () => {
			const { sql, person } = asking(event);
			await archive.retryComposition(sql, person, event.params.id);
		})
};
