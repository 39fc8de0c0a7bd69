import * as v from 'valibot';
import * as audit from '#lib/server/audit/audit.ts';
import { systemState } from '#lib/server/health/health.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../meetings/asker.ts';
import type { PageServerLoad } from './$types';

const shownEntries = 50;

/** Of what an entry says beside its words, the parts that this page shows. */
const detail = v.object({ address: v.fallback(v.string(), ''), title: v.fallback(v.string(), '') });

export const load: PageServerLoad = (event) => {
	event.depends('system:now');
	return orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const state = await systemState(sql, person, event.locals.config.dataDir);
		const entries = await audit.list(sql, { limit: shownEntries });
		return {
			now: clock.now,
			state,
			entries: entries.map(({ id, at, action, personName, objectName, detail: more }) => {
				const { address, title } = v.parse(detail, more);
				return { id, at, action, personName, object: objectName ?? title, address };
			})
		};
	});
};
