// What a command about a vote writes into the log, given what the log says now. Pure, like decisions.ts.
import type { NewEvent } from '#lib/protocol/events.ts';
import type { Choice, Electorate, Quorum, Tally, Voter } from '#lib/protocol/votes.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { LoggedVote } from '#lib/server/events/events.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Actor } from '../log/decisions.ts';
import type { RoomState } from '../log/state.ts';

export type NewVote = { voteId: string; question: string; secret: boolean; electorate: Electorate };
export type NewBallot = { voteId: string; ballotId: string; choice: Choice; text: string };
type Seated = { siteId: string; personId: string; personName: string; role: Role };

/** Secretary and operator serve the meeting, an observer watches it. */
const voting: readonly Role[] = ['chair', 'delegate'];

export function mayVote(role: Role): boolean {
	return voting.includes(role);
}

export function votersOf(
	electorate: Electorate,
	siteIds: readonly string[],
	people: Iterable<Seated>
): Voter[] {
	if (electorate === 'sites') return siteIds.map((siteId) => ({ voterId: siteId, siteId, personName: null }));
	const chosen = new Set(siteIds);
	const entitled = [...people].filter(({ siteId, role }) => chosen.has(siteId) && mayVote(role));
	const voters = entitled.map(({ siteId, personId, personName }): Voter => ({
		voterId: personId,
		siteId,
		personName
	}));
	// Somebody with two devices is one voter.
	return [...new Map(voters.map((voter) => [voter.voterId, voter])).values()];
}

export function openVote(
	state: RoomState,
	vote: NewVote,
	voters: Voter[],
	quorum: Quorum,
	{ siteId, personId }: Actor
): NewEvent[] {
	if (state.votes.some(({ voteId }) => voteId === vote.voteId)) return [];
	requireNoVote(state);
	if (voters.length === 0) throw new CodedError('incomplete');
	const { voteId, question, secret, electorate } = vote;
	const data = { voteId, question, secret, electorate, voters, quorum };
	return [{ type: 'vote:opened', siteId, personId, data }];
}

/** What came before is known by its id and changes nothing, also when the vote is closed by now. */
export function castVote(state: RoomState, ballot: NewBallot, { siteId, personId }: Actor): NewEvent[] {
	const vote = requireVote(state, ballot.voteId);
	const { voteId, ballotId, choice, text } = ballot;
	const voterId = voterIdOf(vote, { siteId, personId });
	if (!vote.voters.some((voter) => voter.voterId === voterId)) throw new CodedError('not_allowed');
	if (vote.ballotIds.has(ballotId)) return [];
	// What was asked for before may come to its turn after the site was moved.
	if (state.lobby.has(siteId)) throw new CodedError('in_lobby');
	if (vote.state !== 'open') throw new CodedError('vote_over');
	if (!vote.secret) {
		return [{ type: 'vote:cast', siteId, personId, data: { voteId, ballotId, voterId, choice, text } }];
	}
	if (text !== '') throw new CodedError('invalid_input');
	// What was chosen first is nowhere to be found, so it cannot be taken back.
	if (vote.ballots.has(voterId)) throw new CodedError('already_voted');
	return [{ type: 'vote:marked', siteId, personId, data: { voteId, ballotId, voterId } }];
}

export function closeVote(
	state: RoomState,
	voteId: string,
	quorum: Quorum,
	{ siteId, personId }: Actor
): NewEvent[] {
	const vote = requireVote(state, voteId);
	if (vote.state === 'cancelled') throw new CodedError('vote_over');
	return vote.state === 'open' ? [{ type: 'vote:closed', siteId, personId, data: { voteId, quorum } }] : [];
}

/** The sum of a secret vote that is closed; without one it cannot be had, ever. */
export function countVote(state: RoomState, voteId: string, tally: Tally | undefined): NewEvent[] {
	if (requireVote(state, voteId).state !== 'counting') return [];
	return tally === undefined
		? [{ type: 'vote:cancelled', data: { voteId, reason: 'unreadable' } }]
		: [{ type: 'vote:counted', data: { voteId, tally } }];
}

export function cancelVote(state: RoomState, voteId: string, { siteId, personId }: Actor): NewEvent[] {
	const vote = requireVote(state, voteId);
	if (vote.state === 'cancelled') return [];
	if (vote.state !== 'open') throw new CodedError('vote_over');
	return [{ type: 'vote:cancelled', siteId, personId, data: { voteId, reason: 'withdrawn' } }];
}

/** A result must not be lost by the end of the meeting, nor made by it. */
export function requireNoVote(state: RoomState): void {
	if (runningVote(state)) throw new CodedError('vote_open');
}

export function runningVote({ votes }: RoomState): LoggedVote | undefined {
	return votes.find(({ state }) => state === 'open' || state === 'counting');
}

export function voterIdOf({ electorate }: LoggedVote, { siteId, personId }: Actor): string {
	return electorate === 'sites' ? siteId : personId;
}

function requireVote({ votes }: RoomState, voteId: string): LoggedVote {
	const vote = votes.find((one) => one.voteId === voteId);
	if (vote === undefined) throw new CodedError('not_found');
	return vote;
}
