import { readTheme } from '#lib/components/theme.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies, locals }) => ({
	theme: readTheme(cookies.get('theme')),
	person: locals.person
});
