import * as v from 'valibot';
import { CodedError } from '#lib/server/platform/errors.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import * as units from '#lib/server/units/units.ts';
import { asking } from '../../meetings/asker.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const largest = 5_000_000;
/** More than anybody mends in one go. */
const shownProblems = 200;

const listForm = v.object({
	list: v.pipe(v.file('file_missing'), v.maxSize(largest, 'file_too_large')),
	validFrom: v.optional(v.union([v.literal(''), units.day], 'not_a_date'), '')
});

export const load: PageServerLoad = (event) => orErrorPage(() => void importing(event));

export const actions: Actions = {
	default: (event) =>
		submitForm(event, listForm, async ({ list, validFrom }) => {
			const { sql, person } = importing(event);
			const bytes = new Uint8Array(await list.arrayBuffer());
			const read = units.readList(bytes, validFrom === '' ? {} : { validFrom });
			const report =
				'list' in read
					? await units.importList(sql, read.list, person.id)
					: { created: 0, corrected: 0, unchanged: 0, problems: read.problems };
			const { problems, ...counts } = report;
			const shown = problems.slice(0, shownProblems);
			return { outcome: { counts, problems: shown, problemCount: problems.length } };
		})
};

function importing(event: RequestEvent) {
	const asked = asking(event);
	if (!units.mayManageUnits(asked.person)) throw new CodedError('not_allowed');
	return asked;
}
