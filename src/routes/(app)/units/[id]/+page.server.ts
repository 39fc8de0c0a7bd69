import { colleaguesOf, mayManagePeople, maySeePeopleOf } from '#lib/server/people/people.ts';
import { orErrorPage, submitForm } from '#lib/server/platform/forms.ts';
import * as units from '#lib/server/units/units.ts';
import { asking } from '../../meetings/asker.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, clock } = asking(event);
		const { id } = event.params;
		const day = units.dayOf(clock.now, clock.timeZone);
		const [periods, unit, levels] = await Promise.all([
			units.historyOf(sql, id),
			units.findUnitOn(sql, id, day),
			units.levels(sql)
		]);
		const [path, children, colleagues] = await Promise.all([
			units.pathOf(sql, id, day),
			units.childrenOf(sql, id, day),
			maySeePeopleOf(person, id) ? colleaguesOf(sql, person, id) : null
		]);
		return {
			id,
			unit,
			periods,
			levels,
			path,
			children,
			colleagues,
			mayManage: mayManagePeople(person),
			mayClose: units.mayManageUnits(person)
		};
	});

export const actions: Actions = {
	close: (event) =>
		submitForm(event, units.closing, async ({ day }) => {
			const { sql, person, clock } = asking(event);
			await units.closeUnit(sql, person, event.params.id, { day, timeZone: clock.timeZone });
		})
};
