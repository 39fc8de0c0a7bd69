// What the pages of a room are told about votes. 253 votes in a few seconds must not cost 253 × 253 messages.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Tell } from '../line.ts';
import type { Peer } from '../peer.ts';
import type { RoomState } from '../log/state.ts';
import { voterIdOf } from './vote-decisions.ts';
import { ballotPart, countPart, votePart } from './vote-parts.ts';

/** Milliseconds between two accounts of how many have voted. */
const interval = 250;

type Given = {
	tell: Tell;
	peers: () => Iterable<Peer>;
	state: () => RoomState;
	leads: (peer: Peer) => boolean;
};

export class VotePages {
	readonly #given: Given;
	/** Votes whose number of voters has changed. */
	readonly #changed = new Set<string>();
	#timer: NodeJS.Timeout | undefined;

	constructor(given: Given) {
		this.#given = given;
	}

	follow(events: readonly MeetingEvent[]): void {
		for (const { type, data } of events) {
			if (type === 'vote:cast' || type === 'vote:marked') this.#cast(data);
			if (type === 'vote:opened') this.#opened(data);
			if (type === 'vote:closed' || type === 'vote:cancelled') this.#over(data);
			if (type === 'vote:counted') this.#tellVote(data.voteId);
			// Who acts for the chair from now on sees what the chair sees.
			if (type === 'acting:allowed') this.#tellCount();
		}
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	/** The voter is told at once that it counts, all others in a while. */
	#cast({ voteId, voterId }: { voteId: string; voterId: string }): void {
		const vote = this.#vote(voteId);
		if (vote === undefined) return;
		for (const peer of this.#given.peers()) if (voterIdOf(vote, peer) === voterId) this.#tellBallot(peer);
		this.#changed.add(voteId);
		this.#timer ??= setTimeout(() => this.#flush(), interval);
	}

	/** Who has a vote knows it before the question comes: it is announced to them in another way. */
	#opened({ voteId }: { voteId: string }): void {
		this.#tellBallots();
		this.#tellVote(voteId);
		this.#tellCount();
	}

	#over({ voteId }: { voteId: string }): void {
		this.#tellVote(voteId);
		this.#tellBallots();
		this.#tellCount();
	}

	#flush(): void {
		this.#timer = undefined;
		for (const voteId of this.#changed) this.#tellVote(voteId);
		this.#changed.clear();
		this.#tellCount();
	}

	#tellVote(voteId: string): void {
		const vote = this.#vote(voteId);
		if (vote) this.#given.tell('vote:changed', { vote: votePart(vote) });
	}

	#tellBallots(): void {
		for (const peer of this.#given.peers()) this.#tellBallot(peer);
	}

	#tellBallot(peer: Peer): void {
		peer.line?.tell('ballot:changed', { ballot: ballotPart(this.#given.state(), peer) });
	}

	#tellCount(): void {
		for (const peer of this.#given.peers()) {
			if (!this.#given.leads(peer)) continue;
			peer.line?.tell('count:changed', { count: countPart(this.#given.state(), true) });
		}
	}

	#vote(voteId: string) {
		return this.#given.state().votes.find((vote) => vote.voteId === voteId);
	}
}
