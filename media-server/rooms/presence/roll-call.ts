// The roll of a room: who is expected, as the units have said, against who is connected, as the log says.
import type { NewEvent } from '#lib/protocol/events.ts';
import {
	attendanceOf,
	countStandings,
	silent,
	standingOf,
	type Attendance,
	type Expectation,
	type RollMoment
} from '#lib/protocol/roll.ts';
import type { Quorum } from '#lib/protocol/votes.ts';
import { expectationsOf, type Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Actor } from '../log/decisions.ts';
import { isPresent, type RoomState } from '../log/state.ts';

/** What the quorum is judged by, of the plan. */
type Ruled = Pick<MeetingPlan, 'sites'> & { meeting: Pick<MeetingPlan['meeting'], 'quorumRule'> };

/** Takes the roll within a decision, so that it stands in the log beside what it was taken for. */
export type TakeRoll = (state: RoomState, moment: RollMoment, by: Actor) => NewEvent[];

/** One question for all sites, asked before the decision: a decision itself waits for nothing. */
export async function rollCall(sql: Sql, meetingId: string, plan: () => MeetingPlan): Promise<TakeRoll> {
	const expectations = await expectationsOf(sql, meetingId).catch((error: unknown) => {
		throw error instanceof CodedError ? error : new CodedError('unavailable', { cause: error });
	});
	return (state, moment, by) => takeRoll(state, plan(), expectations, moment, by);
}

export function takeRoll(
	state: RoomState,
	{ meeting, sites }: Ruled,
	expectations: readonly Expectation[],
	moment: RollMoment,
	{ siteId, personId }: Actor
): NewEvent[] {
	const said = new Map(expectations.map((expectation) => [expectation.siteId, expectation]));
	const standings = sites
		.filter(({ kind }) => kind === 'component')
		.map((site) => standingOf(isPresent(state, site.siteId), said.get(site.siteId) ?? silent));
	const siteIds = sites.filter((site) => isPresent(state, site.siteId)).map((site) => site.siteId);
	const data = { moment, rule: meeting.quorumRule, counts: countStandings(standings), siteIds };
	return [{ type: 'roll:taken', siteId, personId, data }];
}

/** What the quorum is judged by: the component sites that are in the meeting, of all. */
export function attendanceNow(
	state: RoomState,
	sites: readonly { siteId: string; kind: 'main' | 'component' }[]
): Attendance {
	const components = sites.filter(({ kind }) => kind === 'component');
	return attendanceOf(
		countStandings(components.map(({ siteId }) => standingOf(isPresent(state, siteId), silent)))
	);
}

/** As a vote keeps it: with the rule, so that what it was judged by stands beside it. */
export function quorumNow(state: RoomState, { meeting, sites }: Ruled): Quorum {
	return { ...attendanceNow(state, sites), rule: meeting.quorumRule };
}
