import * as v from 'valibot';
import * as archive from '#lib/server/archive/archive.ts';
import { orErrorPage } from '#lib/server/platform/forms.ts';
import { asking } from '../meetings/asker.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	orErrorPage(async () => {
		const { sql, person } = asking(event);
		const { q, page } = v.parse(archive.searchInput, Object.fromEntries(event.url.searchParams));
		return { query: q, result: await archive.search(sql, person, { query: q, page }) };
	});
