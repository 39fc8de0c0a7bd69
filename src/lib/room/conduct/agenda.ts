// Where the meeting is in its agenda. Pure.
import type { AgendaItem } from '#lib/protocol/snapshot.ts';

/** The first item after the current one that has not begun; items may be taken out of order. */
export function nextItem(agenda: AgendaItem[], currentItemId: string | null): AgendaItem | undefined {
	const current = agenda.find((item) => item.itemId === currentItemId);
	return agenda
		.toSorted((a, b) => a.position - b.position)
		.find((item) => item.begunAt === null && item.position > (current?.position ?? 0));
}

/** How long the item has lasted: until the one that began after it, or until now. */
export function timeUsed(agenda: AgendaItem[], item: AgendaItem, now: number): number {
	const { begunAt } = item;
	if (begunAt === null) return 0;
	const later = agenda.map((other) => other.begunAt ?? 0).filter((begun) => begun > begunAt);
	return Math.min(now, ...later) - begunAt;
}
