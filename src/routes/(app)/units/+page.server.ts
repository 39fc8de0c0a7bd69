import { orErrorPage } from '#lib/server/platform/forms.ts';
import * as units from '#lib/server/units/units.ts';
import { asking } from '../meetings/asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const day = units.dayOf(clock.now, clock.timeZone);
		const [tree, levels] = await Promise.all([units.treeOn(sql, day), units.levels(sql)]);
		return {
			day,
			levels,
			units: tree.map(({ id, parentId, level, code, fullName, parentName }) => {
				return { id, parentId, level, code, fullName, parentName };
			}),
			query: event.url.searchParams.get('q') ?? '',
			mayImport: units.mayManageUnits(person)
		};
	});
