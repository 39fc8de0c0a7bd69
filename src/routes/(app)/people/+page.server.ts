import * as v from 'valibot';
import { listPeople, listQuery, pageSize } from '#lib/server/people/people.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { findUnitOn } from '#lib/server/units/units.ts';
import { managing } from './managing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person, day } = managing(event);
		const { q, unit, page } = v.parse(listQuery, {
			q: event.url.searchParams.get('q'),
			unit: event.url.searchParams.get('unit'),
			page: event.url.searchParams.get('page')
		});
		const [{ people, total }, ofUnit] = await Promise.all([
			listPeople(sql, person, { query: q, unitId: unit, page, day }),
			unit === null ? undefined : findUnitOn(sql, unit, day)
		]);
		const pages = Math.max(1, Math.ceil(total / pageSize));
		return { people, total, page, pages, query: q, unit: ofUnit ?? null };
	});
