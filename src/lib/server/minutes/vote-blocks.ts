// What was voted on, in the document, with its result.
import { m } from '#lib/paraglide/messages.js';
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
	lines.push(quorumInWords(vote), m.documents_vote_result({ ...tally, cast, count: vote.voterCount }, vi));
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

function quorumInWords({ quorum: { opening, closing } }: MinutedVote): string {
	const part = ({ present, expected }: typeof opening) => `${present}/${expected}`;
	return m.documents_vote_quorum({ opening: part(opening), closing: part(closing ?? opening) }, vi);
}

function opinionInWords({ name, text }: MinutedVote['other'][number]): string {
	return text === '' ? name : m.documents_vote_opinion({ name, text }, vi);
}
