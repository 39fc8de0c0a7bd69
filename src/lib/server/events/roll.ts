// The rolls that were taken, as the log keeps them.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { TakenRoll } from '#lib/protocol/roll.ts';

export type LoggedRoll = TakenRoll & { at: number };

export function takenRolls(events: readonly MeetingEvent[]): LoggedRoll[] {
	return events.flatMap(({ type, at, data }) => (type === 'roll:taken' ? [{ ...data, at }] : []));
}
