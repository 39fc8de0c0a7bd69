// The paper that is shown to all, and which pages were seen when. It ends with its item, and with the floor of who
// shows it by that.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Presented } from '#lib/protocol/papers.ts';
import type { Interval } from './intervals.ts';

export type ShownPaper = Presented & { byFloor: boolean; shownAt: number };
export type PaperTime = Interval & { paperId: string; title: string; page: number };

export function foldShownPaper(shown: ShownPaper | null, event: MeetingEvent): ShownPaper | null {
	const { type, at, siteId, personId, data } = event;
	switch (type) {
		case 'paper:shown':
			return siteId === null || personId === null ? null : { ...data, siteId, personId, shownAt: at };
		case 'paper:turned':
			// A page is written a moment after it was turned to, and may belong to what was shown before.
			return shown?.paperId === data.paperId && at >= shown.shownAt ? { ...shown, page: data.page } : shown;
		case 'floor:ended':
			return shown?.byFloor && shown.siteId === siteId ? null : shown;
		case 'paper:hidden':
		case 'agenda:begun':
		case 'meeting:ended':
			return null;
		default:
			return shown;
	}
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
