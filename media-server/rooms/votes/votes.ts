// The votes of a room. What is open is in the log; what was chosen in secret only in the ballot box.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Role } from '#lib/protocol/values.ts';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { BallotBox } from '#lib/server/votes/votes.ts';
import { requireLead } from '../chair/chair.ts';
import type { Actor } from '../log/decisions.ts';
import type { Journal } from '../log/journal.ts';
import type { Peer } from '../peer.ts';
import { partedPeople } from '../presence/parted.ts';
import { quorumNow, type TakeRoll } from '../presence/roll-call.ts';
import { untilDone } from '../log/until-done.ts';
import {
	cancelVote,
	castVote,
	closeVote,
	countVote,
	openVote,
	requireNoVote,
	votersOf,
	type NewBallot,
	type NewVote
} from './vote-decisions.ts';

type Leader = Actor & { role: Role };

type Given = {
	sql: Sql;
	meetingId: string;
	journal: Journal;
	box: BallotBox;
	plan: () => MeetingPlan;
	peers: () => Iterable<Peer>;
	rollCall: () => Promise<TakeRoll>;
	closing: AbortSignal;
	log: Log;
};

export class Votes {
	readonly #given: Given;
	readonly #counting = new Set<string>();

	constructor(given: Given) {
		this.#given = given;
	}

	async open(vote: NewVote, siteIds: readonly string[] | undefined, by: Leader): Promise<void> {
		const { journal, box, plan, peers } = this.#given;
		const { sites } = plan();
		const known = new Set(sites.map(({ siteId }) => siteId));
		if (siteIds?.some((siteId) => !known.has(siteId))) throw new CodedError('not_found');
		const chosen = siteIds ? known.intersection(new Set(siteIds)) : known;
		if (vote.secret && !this.#isKnown(vote.voteId)) {
			requireNoVote(journal.state);
			await box.makeKey(vote.voteId);
		}
		const takeRoll = await this.#given.rollCall();
		const parted = await partedPeople(this.#given.sql, plan, journal.state);
		await journal.decide(
			(state) => {
				// The chair may have been handed on while the roll was called.
				requireLead(state, plan(), by);
				const voters = votersOf(vote.electorate, [...chosen], [...peers(), ...parted(state)]);
				const opened = openVote(state, vote, voters, quorumNow(state, plan()), by);
				return opened.length === 0 ? [] : [...takeRoll(state, 'vote', by), ...opened];
			},
			vote.secret ? (tx, events) => onceFor(events, () => box.place(tx, this.#key(vote.voteId))) : undefined
		);
	}

	async cast(ballot: NewBallot, by: Actor): Promise<void> {
		const { journal, box } = this.#given;
		const { voteId, choice } = ballot;
		const secret = journal.state.votes.some((vote) => vote.voteId === voteId && vote.secret);
		await journal.decide(
			(state) => castVote(state, ballot, by),
			secret ? (tx, events) => onceFor(events, () => box.add(tx, this.#key(voteId), choice)) : undefined
		);
	}

	/** The sum of a secret vote follows by itself. */
	async close(voteId: string, by: Actor): Promise<void> {
		const { journal, plan } = this.#given;
		await journal.decide((state) => closeVote(state, voteId, quorumNow(state, plan()), by));
	}

	async cancel(voteId: string, by: Actor): Promise<void> {
		const { journal, box } = this.#given;
		await journal.decide(
			(state) => cancelVote(state, voteId, by),
			(tx, events) => onceFor(events, () => box.remove(tx, this.#key(voteId)))
		);
	}

	/** After a secret vote was closed or cancelled, and when a room is taken up again: what is still to do is in the log. */
	goOn(): void {
		for (const { voteId, secret, state } of this.#given.journal.state.votes) {
			if (!secret || this.#counting.has(voteId)) continue;
			if (state === 'counting') void this.#count(voteId);
			else if (state !== 'open') void this.#destroyKey(voteId);
		}
	}

	async #count(voteId: string): Promise<void> {
		const { sql, journal, box } = this.#given;
		this.#counting.add(voteId);
		await this.#mustHappen(async () => {
			const tally = await box.read(sql, this.#key(voteId));
			await journal.decide(
				(state) => countVote(state, voteId, tally),
				(tx, events) => onceFor(events, () => box.remove(tx, this.#key(voteId)))
			);
		});
		this.#counting.delete(voteId);
		await this.#destroyKey(voteId);
	}

	async #destroyKey(voteId: string): Promise<void> {
		await this.#mustHappen(() => this.#given.box.destroyKey(voteId));
	}

	#isKnown(voteId: string): boolean {
		return this.#given.journal.state.votes.some((vote) => vote.voteId === voteId);
	}

	#key(voteId: string) {
		return { meetingId: this.#given.meetingId, voteId };
	}

	async #mustHappen(work: () => Promise<unknown>): Promise<void> {
		const { closing, log } = this.#given;
		await untilDone(work, closing, (error) => log.error({ err: error }, 'the count of a vote waits'));
	}
}

/** A decision that changed nothing, because it was taken before, moves nothing in the box either. */
async function onceFor(events: readonly MeetingEvent[], work: () => Promise<void>): Promise<void> {
	if (events.length > 0) await work();
}
