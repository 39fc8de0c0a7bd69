import { formatDuration } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';

const minute = 60_000;

/** In whole minutes: a hundred rows that change every second keep nobody calm. */
export function waitedWords(milliseconds: number): string {
	if (milliseconds < minute) return m.turns_waited_now();
	return m.turns_waited({ duration: formatDuration(Math.floor(milliseconds / minute) * minute) });
}
