// What was voted on, in the document, with its result.
import { m } from '#lib/paraglide/messages.js';
import { neededFor, type QuorumRule } from '#lib/protocol/roll.ts';
import { isQuorate, type Quorum } from '#lib/protocol/votes.ts';
import { heading, item, type Block } from './blocks.ts';
import type { MinutedVote, MinutesContent } from './schema.ts';
import { timeInWords, vi } from './wording.ts';

export function voteBlocks({ votes }: MinutesContent): Block[] {
	if (votes.length === 0) return [];
	return [heading(m.documents_votes({}, vi)), ...votes.flatMap(blocksOf)];
}

function blocksOf(vote: MinutedVote, index: number): Block[] {
	const { question, openedAt, tally, against, other, missing } = vote;
	const title = heading(`${index + 1}. ${question}`);
	const lines: string[] = [m.documents_vote_how({ how: kindOf(vote), time: timeInWords(openedAt) }, vi)];
	if (tally === null) return [title, ...[...lines, m.documents_vote_cancelled({}, vi)].map(item)];
	const cast = tally.agree + tally.against + tally.other;
	lines.push(...quorumInWords(vote), m.documents_vote_result({ ...tally, cast, count: vote.voterCount }, vi));
	if (against.length > 0) lines.push(m.documents_vote_against({ names: against.join('; ') }, vi));
	if (other.length > 0)
		lines.push(m.documents_vote_other({ names: other.map(opinionInWords).join('; ') }, vi));
	if (missing.length > 0) lines.push(m.documents_vote_missing({ names: missing.join('; ') }, vi));
	return [title, ...lines.map(item)];
}

function kindOf({ secret, electorate }: MinutedVote): string {
	if (electorate === 'sites') {
		return secret ? m.documents_vote_sites_secret({}, vi) : m.documents_vote_sites_open({}, vi);
	}
	return secret ? m.documents_vote_people_secret({}, vi) : m.documents_vote_people_open({}, vi);
}

function quorumInWords({ quorum }: MinutedVote): string[] {
	const { opening, closing } = quorum;
	const part = ({ present, expected }: Quorum) => `${present}/${expected}`;
	const counted = m.documents_vote_quorum({ opening: part(opening), closing: part(closing ?? opening) }, vi);
	const { rule } = opening;
	const quorate = isQuorate(quorum);
	if (quorate === null || rule === undefined || rule === 'none') return [counted];
	const say = quorate ? m.documents_vote_quorum_met : m.documents_vote_quorum_lacking;
	return [counted, say({ needed: neededFor(rule, opening.expected), rule: ruleWords[rule]() }, vi)];
}

const ruleWords: Record<Exclude<QuorumRule, 'none'>, () => string> = {
	half: () => m.documents_quorum_half({}, vi),
	'two-thirds': () => m.documents_quorum_two_thirds({}, vi)
};

function opinionInWords({ name, text }: MinutedVote['other'][number]): string {
	return text === '' ? name : m.documents_vote_opinion({ name, text }, vi);
}
