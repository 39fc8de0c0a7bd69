// When something is asked: handed in by the request, so that tests choose the hour.
import * as units from '#lib/server/units/units.ts';

export type Clock = { now: Date; timeZone: string };

/** The city's day, on which the tree of units is read. */
export function today({ now, timeZone }: Clock): string {
	return units.dayOf(now, timeZone);
}
