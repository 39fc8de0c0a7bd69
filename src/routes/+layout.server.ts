import { readTheme } from '#lib/components/theme.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies, locals }) => ({
	locale: getLocale(),
	theme: readTheme(cookies.get('theme')),
	person: locals.person
});
