// People whose seats a restart parted from their pages, as they sat: for a moment they are waited for, and count.
import { namesOf, type Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { seatRole } from '../chair/chair.ts';
import type { RoomState } from '../log/state.ts';
import type { Peer } from '../peer.ts';

export type Sitting = Pick<Peer, 'siteId' | 'personId' | 'personName' | 'role'>;
/** Read within a decision, from what the log says then. */
export type PartedPeople = (state: RoomState) => Sitting[];

/** The log has no names. One question for all of them, asked before the decision; none while nobody is waited for. */
export async function partedPeople(
	sql: Sql,
	plan: () => MeetingPlan,
	state: RoomState
): Promise<PartedPeople> {
	const personIds = seatsOf(state).flatMap(({ personId }) => personId ?? []);
	const names = await namesOf(sql, personIds).catch((error: unknown) => {
		throw new CodedError('unavailable', { cause: error });
	});
	return (now) =>
		seatsOf(now).flatMap(({ siteId, personId }) => {
			const personName = personId === null ? undefined : names.get(personId);
			if (personId === null || personName === undefined || now.lobby.has(siteId)) return [];
			// Observers are not waited for, so whoever the plan does not name is a delegate.
			const role = seatRole(plan(), now, { personId, role: 'delegate' });
			return [{ siteId, personId, personName, role }];
		});
}

function seatsOf({ parted }: RoomState) {
	return [...parted].flatMap(([siteId, seats]) => seats.map((seat) => ({ siteId, ...seat })));
}
