import { describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { resultOf, tallyOf } from '#lib/server/events/events.ts';
import { endMeeting } from '../log/decisions.ts';
import { blank, foldAll, type RoomState } from '../log/state.ts';
import {
	cancelVote,
	castVote,
	closeVote,
	countVote,
	openVote,
	votersOf,
	type NewBallot
} from './vote-decisions.ts';
import { ballotPart, countPart, votePart } from './vote-parts.ts';

const chair = { siteId: 'main', personId: 'chair', personName: 'Chủ tịch', role: 'chair' } as const;
const first = { siteId: 'a', personId: 'clerk a', personName: 'An', role: 'delegate' } as const;
const second = { siteId: 'b', personId: 'clerk b', personName: 'Bình', role: 'delegate' } as const;
const sites = ['main', 'a', 'b'];
const quorum = { present: 2, expected: 3 };
const voteId = 'vote';

function after(state: RoomState, ...decided: NewEvent[][]): RoomState {
	return decided.flat().reduce((before, event) => {
		const { siteId = null, personId = null } = event;
		const seq = before.seq + 1;
		return foldAll(before, [{ meetingId: 'm', seq, at: seq * 1000, ...event, siteId, personId }]);
	}, state);
}

function opened(secret: boolean, electorate: 'sites' | 'people' = 'sites'): RoomState {
	const voters = votersOf(electorate, sites, [chair, first, second]);
	const vote = { voteId, question: 'Thông qua?', secret, electorate };
	return after({ ...blank, openedAt: 1 }, openVote(blank, vote, voters, quorum, chair));
}

const ballot = (ballotId: string, choice: NewBallot['choice'], text = ''): NewBallot => ({
	voteId,
	ballotId,
	choice,
	text
});

function code(work: () => unknown): string | undefined {
	try {
		work();
		return undefined;
	} catch (error) {
		return error instanceof CodedError ? error.code : String(error);
	}
}

describe('who votes', () => {
	test('is every chosen site, whether it is there or not', () => {
		expect(votersOf('sites', ['a'], [])).toEqual([{ voterId: 'a', siteId: 'a', personName: null }]);
	});

	test('is every chair and delegate of the chosen sites who is in the room, each once', () => {
		const secretary = { ...chair, personId: 'secretary', role: 'secretary' } as const;
		const observer = { ...first, personId: 'guest', role: 'observer' } as const;
		const people = [chair, secretary, first, first, observer, second];
		expect(votersOf('people', ['main', 'a'], people).map(({ voterId }) => voterId)).toEqual([
			'chair',
			'clerk a'
		]);
	});

	test('must be somebody', () => {
		const vote = { voteId, question: '?', secret: false, electorate: 'people' } as const;
		expect(code(() => openVote(blank, vote, [], quorum, chair))).toBe('incomplete');
	});
});

describe('a vote', () => {
	test('is opened once, however often its opening is asked for, and not beside another', () => {
		const state = opened(false);
		const vote = { voteId, question: 'Thông qua?', secret: false, electorate: 'sites' } as const;
		expect(openVote(state, vote, [], quorum, chair)).toEqual([]);
		expect(code(() => openVote(state, { ...vote, voteId: 'other' }, [], quorum, chair))).toBe('vote_open');
	});

	test('keeps the meeting from ending until it is closed and counted', () => {
		const state = opened(true);
		expect(code(() => endMeeting(state, chair))).toBe('vote_open');
		const closed = after(state, closeVote(state, voteId, quorum, chair));
		expect(code(() => endMeeting(closed, chair))).toBe('vote_open');
		const tally = { agree: 0, against: 0, other: 0 };
		const counted = after(closed, countVote(closed, voteId, tally));
		expect(endMeeting(counted, chair)).not.toEqual([]);
	});

	test('that was cancelled has no result and takes nothing more', () => {
		const cast = castVote(opened(false), ballot('1', 'agree'), first);
		const voted = after(opened(false), cast);
		const state = after(voted, cancelVote(voted, voteId, chair));
		expect(state.votes.map(resultOf)).toEqual([null]);
		expect(code(() => castVote(state, ballot('2', 'agree'), first))).toBe('vote_over');
		expect(code(() => closeVote(state, voteId, quorum, chair))).toBe('vote_over');
		expect(cancelVote(state, voteId, chair)).toEqual([]);
	});

	test('takes nothing that was on its way from a site that waits in the lobby by now', () => {
		for (const secret of [false, true]) {
			const cast = castVote(opened(secret), ballot('1', 'agree'), first);
			const state = { ...after(opened(secret), cast), lobby: new Set(['a']) };
			expect(castVote(state, ballot('1', 'agree'), first)).toEqual([]);
			expect(code(() => castVote(state, ballot('2', 'agree'), first))).toBe('in_lobby');
			expect(castVote(state, ballot('2', 'agree'), second)).toHaveLength(1);
		}
	});

	test('nobody knows is not found', () => {
		expect(code(() => castVote(blank, ballot('1', 'agree'), first))).toBe('not_found');
		expect(code(() => closeVote(blank, voteId, quorum, chair))).toBe('not_found');
		expect(code(() => cancelVote(blank, voteId, chair))).toBe('not_found');
	});
});

describe('an open vote', () => {
	test('counts each voter once, and what was said last', () => {
		let state = opened(false);
		state = after(state, castVote(state, ballot('1', 'agree'), first));
		state = after(state, castVote(state, ballot('2', 'against'), second));
		state = after(state, castVote(state, ballot('3', 'other', 'Bổ sung phụ lục'), first));
		expect(state.votes.map(tallyOf)).toEqual([{ agree: 0, against: 1, other: 1 }]);
		// The first ballot comes once more, late, over a line that was mended.
		expect(castVote(state, ballot('1', 'agree'), first)).toEqual([]);
		const closed = after(state, closeVote(state, voteId, { present: 3, expected: 3 }, chair));
		expect(castVote(closed, ballot('3', 'other'), first)).toEqual([]);
		expect(code(() => castVote(closed, ballot('4', 'agree'), first))).toBe('vote_over');
		expect(closeVote(closed, voteId, quorum, chair)).toEqual([]);
		expect(closed.votes.map(resultOf)).toEqual([
			{
				tally: { agree: 0, against: 1, other: 1 },
				against: [{ voterId: 'b', siteId: 'b', personName: null }],
				other: [{ voterId: 'a', siteId: 'a', personName: null, text: 'Bổ sung phụ lục' }],
				missing: [{ voterId: 'main', siteId: 'main', personName: null }]
			}
		]);
		expect(closed.votes[0]?.quorum).toEqual({ opening: quorum, closing: { present: 3, expected: 3 } });
	});

	test('is the same from two devices of a site: one vote, the last one', () => {
		const colleague = { ...first, personId: 'another clerk of a' };
		let state = opened(false);
		state = after(state, castVote(state, ballot('1', 'agree'), first));
		state = after(state, castVote(state, ballot('2', 'against'), colleague));
		expect(state.votes.map(tallyOf)).toEqual([{ agree: 0, against: 1, other: 0 }]);
		expect(ballotPart(state, first)).toMatchObject({ cast: true, choice: 'against' });
	});

	test('of people counts each of them, and nobody else', () => {
		let state = opened(false, 'people');
		state = after(state, castVote(state, ballot('1', 'agree'), first));
		expect(code(() => castVote(state, ballot('2', 'agree'), { ...first, personId: 'x' }))).toBe(
			'not_allowed'
		);
		expect(ballotPart(state, { siteId: 'a', personId: 'x', role: 'chair' })).toBeNull();
	});
});

describe('a secret vote', () => {
	const secret = opened(true);
	const cast = castVote(secret, ballot('1', 'against'), first);
	const voted = after(secret, cast);

	test('leaves in the log who has voted and nothing of what', () => {
		expect(cast).toEqual([
			{
				type: 'vote:marked',
				siteId: 'a',
				personId: 'clerk a',
				data: { voteId, ballotId: '1', voterId: 'a' }
			}
		]);
	});

	test('cannot be changed, has no words, and the same ballot changes nothing', () => {
		expect(castVote(voted, ballot('1', 'agree'), first)).toEqual([]);
		expect(code(() => castVote(voted, ballot('2', 'agree'), first))).toBe('already_voted');
		expect(code(() => castVote(voted, ballot('2', 'other', 'chữ của tôi'), second))).toBe('invalid_input');
	});

	test('shows no count before it is closed, not even to the chair', () => {
		expect(countPart(voted, true)).toMatchObject({
			tally: null,
			missing: [{ voterId: 'main' }, { voterId: 'b' }]
		});
		expect(countPart(voted, false)).toBeNull();
		expect(votePart(voted.votes[0] ?? expect.fail())).toMatchObject({ votedCount: 1, result: null });
		expect(ballotPart(voted, first)).toEqual({ voteId, cast: true, choice: null, text: '' });
	});

	test('is counted after it was closed, once, and names nobody under a choice', () => {
		const tally = { agree: 0, against: 1, other: 0 };
		expect(countVote(voted, voteId, tally)).toEqual([]);
		const closed = after(voted, closeVote(voted, voteId, quorum, chair));
		expect(closed.votes.map(resultOf)).toEqual([null]);
		const counted = after(closed, countVote(closed, voteId, tally));
		expect(countVote(counted, voteId, tally)).toEqual([]);
		expect(counted.votes.map(resultOf)).toMatchObject([{ tally, against: [], other: [] }]);
	});

	test('whose sum cannot be read any more is void', () => {
		const closed = after(voted, closeVote(voted, voteId, quorum, chair));
		const state = after(closed, countVote(closed, voteId, undefined));
		expect(state.votes).toMatchObject([{ state: 'cancelled' }]);
		expect(endMeeting(state, chair)).not.toEqual([]);
	});
});
