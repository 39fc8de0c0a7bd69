// Where the meeting is in its agenda. Pure.
import type { AgendaItem } from '#lib/protocol/snapshot.ts';

/** The first item after the current one that has not begun; items may be taken out of order. */
export function nextItem(agenda: AgendaItem[], currentItemId: string | null): AgendaItem | undefined {
	const current = agenda.find((item) => item.itemId === currentItemId);
	return agenda
		.toSorted((a, b) => a.position - b.position)
		.find((item) => item.begunAt === null && item.position > (current?.position ?? 0));
}

/** How long the item was dealt with, all its times together, until now. */
export function timeUsed({ used, runningSince }: AgendaItem, now: number): number {
	return used + (runningSince === null ? 0 : Math.max(0, now - runningSince));
}
