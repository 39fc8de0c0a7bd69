// Where one can go, by what one may see. The server decides anew on every page.
import Archive from '@lucide/svelte/icons/archive';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import House from '@lucide/svelte/icons/house';
import Network from '@lucide/svelte/icons/network';
import Server from '@lucide/svelte/icons/server';
import Users from '@lucide/svelte/icons/users';
import type { LucideIcon } from '@lucide/svelte';
import { m } from '#lib/paraglide/messages.js';

export type Destination = { href: string; label: string; icon: LucideIcon };
export type Rights = { people: boolean; system: boolean };

/** What everybody needs; it fits the bar of a phone. */
export function mainDestinations(): Destination[] {
	return [
		{ href: '/', label: m.common_nav_day(), icon: House },
		{ href: '/meetings', label: m.common_nav_meetings(), icon: CalendarDays },
		{ href: '/archive', label: m.common_nav_archive(), icon: Archive },
		{ href: '/units', label: m.common_nav_units(), icon: Network }
	];
}

export function managingDestinations(rights: Rights): Destination[] {
	return [
		...(rights.people ? [{ href: '/people', label: m.common_nav_people(), icon: Users }] : []),
		...(rights.system ? [{ href: '/system', label: m.common_nav_system(), icon: Server }] : [])
	];
}

export function isHere(path: string, href: string): boolean {
	return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
