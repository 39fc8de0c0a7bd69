// Votes as the log tells them. A voter counts once: whatever was cast twice stands under one name here.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type {
	Choice,
	Electorate,
	Quorums,
	Tally,
	Voter,
	VoteResult,
	VoteState
} from '#lib/protocol/votes.ts';

/** `choice` is null in a secret vote: the log knows only that there was one. */
export type LoggedBallot = { choice: Choice | null; text: string };
export type LoggedVote = {
	voteId: string;
	question: string;
	secret: boolean;
	electorate: Electorate;
	state: VoteState;
	openedAt: number;
	closedAt: number | null;
	voters: readonly Voter[];
	quorum: Quorums;
	/** Voter → what counts. */
	ballots: ReadonlyMap<string, LoggedBallot>;
	/** All that were ever taken, so that one which comes again is known. */
	ballotIds: ReadonlySet<string>;
	/** Of a secret vote, when it is counted. */
	counted: Tally | null;
};

export function votes(events: readonly MeetingEvent[]): readonly LoggedVote[] {
	return events.reduce(foldVotes, [] as readonly LoggedVote[]);
}

export function foldVotes(all: readonly LoggedVote[], event: MeetingEvent): readonly LoggedVote[] {
	const { type, at, data } = event;
	const change = (change: (vote: LoggedVote) => Partial<LoggedVote>) =>
		all.map((vote) =>
			'voteId' in data && vote.voteId === data.voteId ? { ...vote, ...change(vote) } : vote
		);
	switch (type) {
		case 'vote:opened':
			return all.some(({ voteId }) => voteId === data.voteId) ? all : [...all, opened(data, at)];
		case 'vote:cast':
			return change((vote) => taken(vote, data, { choice: data.choice, text: data.text }));
		case 'vote:marked':
			return change((vote) => taken(vote, data, { choice: null, text: '' }));
		case 'vote:closed':
			return change(({ state, secret, quorum }) =>
				state === 'open'
					? { state: secret ? 'counting' : 'done', closedAt: at, quorum: { ...quorum, closing: data.quorum } }
					: {}
			);
		case 'vote:counted':
			return change(({ state }) => (state === 'counting' ? { state: 'done', counted: data.tally } : {}));
		case 'vote:cancelled':
			return change(({ state, closedAt }) =>
				state === 'done' ? {} : { state: 'cancelled', closedAt: closedAt ?? at }
			);
		default:
			return all;
	}
}

/** What an open vote stands at, also while it is open; of a secret one nothing until it is counted. */
export function tallyOf({ secret, counted, ballots }: LoggedVote): Tally | null {
	if (secret) return counted;
	const tally: Tally = { agree: 0, against: 0, other: 0 };
	for (const { choice } of ballots.values()) if (choice !== null) tally[choice]++;
	return tally;
}

export function missingOf({ voters, ballots }: LoggedVote): Voter[] {
	return voters.filter(({ voterId }) => !ballots.has(voterId));
}

/** Null until the vote is over, and for good when it was cancelled. */
export function resultOf(vote: LoggedVote): VoteResult | null {
	const tally = vote.state === 'done' ? tallyOf(vote) : null;
	if (tally === null) return null;
	const whoChose = (choice: Choice) =>
		vote.voters.filter(({ voterId }) => vote.ballots.get(voterId)?.choice === choice);
	return {
		tally,
		against: whoChose('against'),
		other: whoChose('other').map((voter) => ({
			...voter,
			text: vote.ballots.get(voter.voterId)?.text ?? ''
		})),
		missing: missingOf(vote)
	};
}

type Opened = Extract<MeetingEvent, { type: 'vote:opened' }>['data'];

function opened({ voteId, question, secret, electorate, voters, quorum }: Opened, at: number): LoggedVote {
	return {
		voteId,
		question,
		secret,
		electorate,
		state: 'open',
		openedAt: at,
		closedAt: null,
		voters,
		quorum: { opening: quorum, closing: null },
		ballots: new Map(),
		ballotIds: new Set(),
		counted: null
	};
}

type Taken = { ballotId: string; voterId: string };

function taken(vote: LoggedVote, { ballotId, voterId }: Taken, ballot: LoggedBallot): Partial<LoggedVote> {
	if (vote.state !== 'open' || vote.ballotIds.has(ballotId)) return {};
	return {
		ballots: new Map(vote.ballots).set(voterId, ballot),
		ballotIds: new Set(vote.ballotIds).add(ballotId)
	};
}
