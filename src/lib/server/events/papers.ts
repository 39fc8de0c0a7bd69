// The paper that is shown to all, and which pages were seen when. It ends with its item, with the floor of who shows it
// by that, and when the site of who shows it is no longer in the room.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Presented } from '#lib/protocol/papers.ts';
import type { Interval } from './intervals.ts';

export type ShownPaper = Presented & { byFloor: boolean; shownAt: number; turnedAt: number };
export type PaperTime = Interval & { paperId: string; title: string; page: number };

export function foldShownPaper(shown: ShownPaper | null, event: MeetingEvent): ShownPaper | null {
	const { type, at, siteId, personId, data } = event;
	switch (type) {
		case 'paper:shown':
			return siteId === null || personId === null
				? null
				: { ...data, siteId, personId, shownAt: at, turnedAt: at };
		case 'paper:turned':
			return shown && isPageOf(shown, { paperId: data.paperId, personId, at })
				? { ...shown, page: data.page, turnedAt: at }
				: shown;
		case 'floor:ended':
			return shown?.byFloor && shown.siteId === siteId ? null : shown;
		case 'lobby:entered':
		case 'site:removed':
			return shown?.siteId === siteId ? null : shown;
		case 'paper:hidden':
		case 'agenda:begun':
		case 'meeting:ended':
			return null;
		default:
			return shown;
	}
}

/** A page is written a moment after it was turned to: it may be of what was shown before, or before by another. */
export function isPageOf(
	shown: ShownPaper,
	turned: { paperId: string; personId: string | null; at: number }
): boolean {
	return shown.paperId === turned.paperId && shown.personId === turned.personId && turned.at >= shown.shownAt;
}

/** Each page as long as it stood, as far as the log has it. */
export function paperTimes(events: readonly MeetingEvent[]): PaperTime[] {
	const times: PaperTime[] = [];
	let shown: ShownPaper | null = null;
	for (const event of events.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) {
		const next = foldShownPaper(shown, event);
		if (next === shown) continue;
		const last = times.at(-1);
		if (last && last.to === null) last.to = event.at;
		if (next)
			times.push({ paperId: next.paperId, title: next.title, page: next.page, from: event.at, to: null });
		shown = next;
	}
	return times;
}
