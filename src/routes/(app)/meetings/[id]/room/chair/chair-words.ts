import { m } from '#lib/paraglide/messages.js';
import type { Room } from '#lib/room/room.svelte.ts';

/** The press of a button that makes this page's person chair. */
export function takeWords({ me, meeting }: Pick<Room, 'me' | 'meeting'>): string {
	return me.personId === meeting.plannedChairId ? m.chair_take_back() : m.chair_take();
}
