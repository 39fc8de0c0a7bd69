// Votes: what may be chosen, who votes, and what a page knows of a vote.
import * as v from 'valibot';
import { attendance, hasQuorum, neededFor, quorumRule } from './roll.ts';
import { id, instant, personId, quantity, text } from './values.ts';

export const choices = ['agree', 'against', 'other'] as const;
export const choice = v.picklist(choices);
export type Choice = (typeof choices)[number];

/** One vote for each site, or one for each person. */
export const electorate = v.picklist(['sites', 'people']);
export type Electorate = v.InferOutput<typeof electorate>;

const longestQuestion = 500;
const longestText = 300;
export const question = v.pipe(text, v.trim(), v.minLength(1), v.maxLength(longestQuestion));
/** What somebody of another opinion says in a few words. */
export const opinion = v.pipe(text, v.trim(), v.maxLength(longestText));

/** `voterId` is the site's id or the person's, whichever votes; a site votes without a name of its own. */
export const voter = v.object({ voterId: personId, siteId: id, personName: v.nullable(text) });
export type Voter = v.InferOutput<typeof voter>;

export const tally = v.object({ agree: quantity, against: quantity, other: quantity });
export type Tally = v.InferOutput<typeof tally>;

/** Component sites that were present, of those expected, and the rule by which that is judged; votes of earlier times did not keep it. */
export const quorum = v.object({ ...attendance.entries, rule: v.optional(quorumRule) });
export type Quorum = v.InferOutput<typeof quorum>;

/** At the opening and at the closing of a vote. */
export const quorums = v.object({ opening: quorum, closing: v.nullable(quorum) });
export type Quorums = v.InferOutput<typeof quorums>;

/** Both when the vote was opened and when it was closed; null where no number is asked for. */
export function isQuorate({ opening, closing }: Quorums): boolean | null {
	const moments = closing === null ? [opening] : [opening, closing];
	const judged = moments.flatMap(({ rule, ...attendance }) =>
		rule === undefined || neededFor(rule, attendance.expected) === 0 ? [] : hasQuorum(rule, attendance)
	);
	return judged.length === 0 ? null : judged.every(Boolean);
}

/** `counting` lasts a moment, and only where the vote is secret. */
export const voteState = v.picklist(['open', 'counting', 'done', 'cancelled']);
export type VoteState = v.InferOutput<typeof voteState>;

/** Nobody is named under a choice that was made in secret. */
export const voteResult = v.object({
	tally,
	against: v.array(voter),
	other: v.array(v.object({ ...voter.entries, text })),
	missing: v.array(voter)
});
export type VoteResult = v.InferOutput<typeof voteResult>;

export const vote = v.object({
	voteId: id,
	question: text,
	secret: v.boolean(),
	electorate,
	state: voteState,
	openedAt: instant,
	closedAt: v.nullable(instant),
	voterCount: quantity,
	votedCount: quantity,
	quorum: quorums,
	/** Null until it is counted: a running count would tell in a secret vote who chose what. */
	result: v.nullable(voteResult)
});
export type Vote = v.InferOutput<typeof vote>;

/** The own vote in the one that is open; `choice` is null until it is cast, and always in a secret vote. */
export const ballot = v.object({
	voteId: id,
	cast: v.boolean(),
	choice: v.nullable(choice),
	text
});
export type Ballot = v.InferOutput<typeof ballot>;

/** For who conducts, while the vote is open. `tally` is null in a secret vote. */
export const count = v.object({ voteId: id, tally: v.nullable(tally), missing: v.array(voter) });
export type Count = v.InferOutput<typeof count>;
