// Votes as the pages of a room see them. Pure.
import type { Ballot, Count, Vote } from '#lib/protocol/votes.ts';
import type { Role } from '#lib/protocol/values.ts';
import { missingOf, resultOf, tallyOf, type LoggedVote } from '#lib/server/events/events.ts';
import type { Actor } from '../log/decisions.ts';
import type { RoomState } from '../log/state.ts';
import { mayVote, voterIdOf } from './vote-decisions.ts';

export function votePart(logged: LoggedVote): Vote {
	const { voteId, question, secret, electorate, state, openedAt, closedAt, quorum } = logged;
	return {
		voteId,
		question,
		secret,
		electorate,
		state,
		openedAt,
		closedAt,
		voterCount: logged.voters.length,
		votedCount: logged.ballots.size,
		quorum,
		result: resultOf(logged)
	};
}

/** The own vote, for each device of the voter. Officers and observers share the main site, but have no part in its vote. */
export function ballotPart(state: RoomState, who: Actor & { role: Role }): Ballot | null {
	const vote = openVoteOf(state);
	if (vote === undefined || !mayVote(who.role)) return null;
	const voterId = voterIdOf(vote, who);
	if (!vote.voters.some((voter) => voter.voterId === voterId)) return null;
	const cast = vote.ballots.get(voterId);
	return {
		voteId: vote.voteId,
		cast: cast !== undefined,
		choice: cast?.choice ?? null,
		text: cast?.text ?? ''
	};
}

/** For the chair, and who acts for the chair. */
export function countPart(state: RoomState, leads: boolean): Count | null {
	const vote = openVoteOf(state);
	if (vote === undefined || !leads) return null;
	return { voteId: vote.voteId, tally: tallyOf(vote), missing: missingOf(vote) };
}

function openVoteOf({ votes }: RoomState): LoggedVote | undefined {
	return votes.find(({ state }) => state === 'open');
}
