import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import { BallotSender, type Ballot, type Sending } from './ballot-sender.ts';
import type { Request } from '../connection/connection.ts';
import { Refusal } from '../connection/refusal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Answer = ErrorCode | 'counted' | 'later';

/** A room that answers as it was told to, one answer for each question; after the last one everything is counted. */
function room(...answers: Answer[]) {
	const asked: Ballot[] = [];
	const seen: Sending[] = [];
	const waiting: ((answer: Answer) => void)[] = [];
	const request: Request = async (name, message) => {
		if (name !== 'vote:cast' || !('ballotId' in message)) throw new Error(`unexpected ${name}`);
		asked.push(message);
		let answer = answers.shift() ?? 'counted';
		if (answer === 'later') answer = await new Promise<Answer>((resolve) => waiting.push(resolve));
		if (answer !== 'counted' && answer !== 'later') throw new Refusal(answer);
		return JSON.parse('{}');
	};
	const sender = new BallotSender({ request, onChanged: (sending) => seen.push(sending), random: () => 0.5 });
	return { sender, asked, seen, answerNow: (answer: Answer) => waiting.shift()?.(answer) };
}

const agree = { voteId: 'vote', choice: 'agree', text: '' } as const;
const against = { ...agree, choice: 'against' } as const;

test('a ballot is asked again with the same id until it is answered', async () => {
	const { sender, asked, seen } = room('unavailable', 'timeout', 'not_joined', 'internal');
	sender.cast(agree);
	await vi.runAllTimersAsync();
	expect(asked).toHaveLength(5);
	expect(new Set(asked.map(({ ballotId }) => ballotId)).size).toBe(1);
	expect(seen.map(({ state }) => state)).toEqual(['on-its-way', 'counted']);
});

test('the line that is back is used at once', async () => {
	const { sender, asked, seen } = room('unavailable');
	sender.cast(agree);
	await vi.advanceTimersByTimeAsync(1);
	sender.hurry();
	await vi.advanceTimersByTimeAsync(1);
	expect(asked).toHaveLength(2);
	expect(seen.at(-1)?.state).toBe('counted');
	sender.hurry();
	await vi.runAllTimersAsync();
	expect(asked).toHaveLength(2);
});

test('a new choice has an id of its own and waits for the answer to the one before it', async () => {
	const { sender, asked, seen, answerNow } = room('later');
	sender.cast(agree);
	sender.cast(against);
	await vi.advanceTimersByTimeAsync(1);
	expect(asked.map(({ choice }) => choice)).toEqual(['agree']);
	answerNow('counted');
	await vi.runAllTimersAsync();
	expect(asked.map(({ choice }) => choice)).toEqual(['agree', 'against']);
	expect(asked[0]?.ballotId).not.toBe(asked[1]?.ballotId);
	expect(seen.at(-1)).toMatchObject({ state: 'counted', ballot: { choice: 'against' } });
});

test('what the room refuses for good is not asked again', async () => {
	const { sender, asked, seen } = room('wrong_state');
	sender.cast(agree);
	await vi.runAllTimersAsync();
	expect(asked).toHaveLength(1);
	expect(seen.at(-1)).toMatchObject({ state: 'refused', code: 'wrong_state' });
});

test('nothing is sent after the seat was left', async () => {
	const { sender, asked } = room('unavailable');
	sender.cast(agree);
	await vi.advanceTimersByTimeAsync(1);
	sender.close();
	await vi.runAllTimersAsync();
	expect(asked).toHaveLength(1);
});
