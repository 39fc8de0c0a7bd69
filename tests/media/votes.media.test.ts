// Votes over real sockets: who is told what, and that everybody counts once whatever breaks.
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandMessage } from '../../src/lib/protocol/commands.ts';
import { choices, type Choice, type Tally } from '../../src/lib/protocol/votes.ts';
import * as events from '../../src/lib/server/events/events.ts';
import { testDatabase } from '../support/database.ts';
import { WireRefusal } from '../support/media/answer.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting, type ConvenedMeeting, type Seated } from '../support/media/meeting.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { MediaProgram } from '../support/media/program.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
const question = 'Thông qua dự thảo kế hoạch?';

async function openVote(
	chair: Seat,
	options: { secret?: boolean; electorate?: 'sites' | 'people'; siteIds?: string[] } = {}
): Promise<string> {
	const voteId = randomUUID();
	const { secret = false, electorate = 'sites', ...rest } = options;
	await chair.ask('vote:open', { voteId, question, secret, electorate, ...rest });
	return voteId;
}

const cast = (seat: Seat, voteId: string, choice: Choice, text = '') =>
	seat.ask('vote:cast', { voteId, ballotId: randomUUID(), choice, text });

const resultOf = async (seat: Seat, voteId: string) =>
	(await seat.notice('vote:changed', ({ vote }) => vote.voteId === voteId && vote.state === 'done')).vote;

describe('a vote', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await startTestServer(database);
	});
	afterAll(() => server.close());

	test('reaches everybody, and its result names who has not voted', async () => {
		const { meeting, chair, speaker, listener } = await openMeeting(database, server);
		const voteId = await openVote(chair);
		for (const seat of [chair, speaker, listener]) {
			await seat.notice('vote:changed', ({ vote }) => vote.voteId === voteId && vote.state === 'open');
			await seat.notice('ballot:changed', ({ ballot }) => ballot?.voteId === voteId && !ballot.cast);
		}
		await cast(speaker, voteId, 'agree');
		await cast(listener, voteId, 'other', 'Cần thêm kinh phí');
		await cast(speaker, voteId, 'against');
		await speaker.notice('ballot:changed', ({ ballot }) => ballot?.choice === 'against');
		const { count } = await chair.notice(
			'count:changed',
			({ count }) => count?.tally?.other === 1 && count.tally.against === 1
		);
		expect(count?.missing).toHaveLength(2);
		expect(speaker.all('count:changed')).toEqual([]);

		await chair.ask('vote:close', { voteId });
		const vote = await resultOf(listener, voteId);
		const [first, second, third] = meeting.delegates;
		expect(vote).toMatchObject({
			question,
			voterCount: 4,
			votedCount: 2,
			quorum: {
				opening: { present: 2, expected: 3, rule: 'half' },
				closing: { present: 2, expected: 3, rule: 'half' }
			},
			result: {
				tally: { agree: 0, against: 1, other: 1 },
				against: [{ siteId: first.siteId }],
				other: [{ siteId: second?.siteId, text: 'Cần thêm kinh phí' }]
			}
		});
		expect(vote.result?.missing.map(({ siteId }) => siteId).toSorted()).toEqual(
			[meeting.chair.siteId, third?.siteId].toSorted()
		);
		await expect(cast(chair, voteId, 'agree')).rejects.toMatchObject({ code: 'vote_over' });
	});

	test('is opened, closed and cancelled by chair and secretary only, and they close it before the meeting ends', async () => {
		const { meeting, chair, speaker } = await openMeeting(database, server);
		const secretary = await server.join(meeting, meeting.secretary);
		await expect(openVote(speaker)).rejects.toMatchObject({ code: 'not_allowed' });
		const voteId = await openVote(secretary);
		await expect(openVote(chair)).rejects.toMatchObject({ code: 'vote_open' });
		await expect(cast(secretary, voteId, 'agree')).rejects.toMatchObject({ code: 'not_allowed' });
		for (const name of ['vote:close', 'vote:cancel'] as const) {
			await expect(speaker.ask(name, { voteId })).rejects.toMatchObject({ code: 'not_allowed' });
		}
		await expect(chair.ask('meeting:end', {})).rejects.toMatchObject({ code: 'vote_open' });
		await chair.ask('vote:cancel', { voteId });
		await speaker.notice('vote:changed', ({ vote }) => vote.state === 'cancelled' && vote.result === null);
		await expect(openVote(chair, { siteIds: [randomUUID()] })).rejects.toMatchObject({ code: 'not_found' });
		await chair.ask('meeting:end', {});
	});

	test('of people is theirs who were in the room of the chosen sites', async () => {
		const { meeting, chair, speaker, listener } = await openMeeting(database, server);
		const [first] = meeting.delegates;
		const voteId = await openVote(chair, { electorate: 'people', siteIds: [first.siteId] });
		await speaker.notice('ballot:changed', ({ ballot }) => ballot?.voteId === voteId);
		await cast(speaker, voteId, 'agree');
		// The same person, who goes on at another device, finds it there.
		const elsewhere = await server.connect(meeting, first);
		const { snapshot } = await elsewhere.join({ takeOver: true });
		expect(snapshot.ballot).toMatchObject({ voteId, choice: 'agree' });
		await expect(cast(listener, voteId, 'agree')).rejects.toMatchObject({ code: 'not_allowed' });
		await chair.ask('vote:close', { voteId });
		expect(await resultOf(chair, voteId)).toMatchObject({ voterCount: 1, result: { tally: { agree: 1 } } });
	});

	test('in secret tells nobody what was chosen: not by notices, not by the log, not by the tables', async () => {
		const { meeting, chair, speaker, listener } = await openMeeting(database, server);
		const voteId = await openVote(chair, { secret: true });
		await cast(speaker, voteId, 'against');
		await cast(listener, voteId, 'agree');
		await expect(cast(listener, voteId, 'against')).rejects.toMatchObject({ code: 'already_voted' });
		await expect(cast(chair, voteId, 'other', 'chữ')).rejects.toMatchObject({ code: 'invalid_input' });
		await chair.notice('count:changed', ({ count }) => count?.missing.length === 2);
		const late = await server.join(meeting, meeting.secretary);
		const told = [chair, speaker, listener].flatMap(({ heard }) =>
			heard.filter(({ name }) => /^(vote|ballot|count):/.test(name))
		);
		for (const said of [told, late.joined.snapshot]) expect(wordsIn(said)).toEqual([]);
		expect(late.joined.snapshot).toMatchObject({ count: { tally: null }, votes: [{ votedCount: 2 }] });
		expect(wordsIn(await events.read(database.sql, meeting.meetingId))).toEqual([]);
		expect(await readdir(join(server.dataDir, 'votes'))).toEqual([`${voteId}.key`]);

		await chair.ask('vote:close', { voteId });
		const { result } = await resultOf(listener, voteId);
		expect(result).toMatchObject({ tally: { agree: 1, against: 1, other: 0 }, against: [], other: [] });
		expect(result?.missing).toHaveLength(2);
		await eventually(() => readdir(join(server.dataDir, 'votes'))).toEqual([]);
		const log = await events.read(database.sql, meeting.meetingId);
		const [count] = log.filter(({ type }) => type === 'vote:counted');
		expect(wordsIn(log.filter((event) => event !== count))).toEqual([]);
		const left =
			await database.sql`select vote_id from secret_tallies where meeting_id = ${meeting.meetingId}`;
		expect(left).toHaveLength(0);
	});
});

describe('a vote during which lines break and the media server is killed', () => {
	let program: MediaProgram;
	beforeAll(async () => {
		program = await MediaProgram.prepare(database);
	});
	afterAll(() => program.remove());

	test.each([{ secret: false }, { secret: true }])('counts everybody once (%o)', async ({ secret }) => {
		await program.start();
		const meeting = await conveneMeeting(database.sql, { sites: 24 });
		const chair = await program.join(meeting, meeting.chair);
		await chair.ask('meeting:open', {});
		const seats = new Map<Seated, Seat>();
		for (const seated of meeting.delegates) seats.set(seated, await program.join(meeting, seated));
		const voteId = await openVote(chair, { secret });

		let up = Promise.resolve();
		const crash = () => (up = program.end('SIGKILL').then(() => program.start()));
		const expected: Tally = { agree: 0, against: 0, other: 0 };
		const voters = meeting.delegates.slice(1).map((seated, index) => {
			const choice = choices[index % choices.length] ?? 'agree';
			expected[choice]++;
			return {
				seated,
				seat: seats.get(seated),
				ballot: { voteId, ballotId: randomUUID(), choice, text: '' }
			};
		});
		const casting = (chosen: typeof voters) =>
			chosen.map(({ seated, seat, ballot }) =>
				castUntilAnswered(() => up.then(() => program.join(meeting, seated)), seat, ballot)
			);
		// Half of the lines break before the answer has come, the other half when the server dies.
		const cut = voters.filter((_, index) => index % 2 === 0);
		const rest = voters.filter((_, index) => index % 2 === 1);
		for (const { seat, ballot } of cut) {
			seat?.socket.emit('vote:cast', ballot, () => undefined);
			seat?.socket.disconnect();
		}
		await Promise.all(casting(cut));
		const pending = casting(rest);
		// One of them is known to be counted; the others are in the log, in the queue or still on their way.
		await Promise.race(pending);
		await crash();
		await Promise.all(pending);
		const newChair = await program.join(meeting, meeting.chair);
		expect(newChair.joined.snapshot).toMatchObject({
			votes: [{ voteId, state: 'open', votedCount: 23 }],
			count: { tally: secret ? null : expected }
		});
		// Late doubles of what was answered long ago.
		for (const { seated, ballot } of voters) {
			const seat = await program.join(meeting, seated);
			await seat.ask('vote:cast', ballot);
			expect(seat.joined.snapshot.ballot).toMatchObject({ cast: true });
		}
		await newChair.ask('vote:close', { voteId });
		const { result } = await resultOf(newChair, voteId);
		expect(result?.tally).toEqual(expected);
		expect(result?.missing.map(({ siteId }) => siteId).toSorted()).toEqual(
			[meeting.chair.siteId, meeting.delegates[0].siteId].toSorted()
		);
		await program.end('SIGTERM');
	});

	test('and that was closed without being counted is counted by the next media server', async () => {
		await program.start();
		const meeting = await conveneMeeting(database.sql);
		const chair = await program.join(meeting, meeting.chair);
		await chair.ask('meeting:open', {});
		const voteId = await openVote(chair, { secret: true });
		await cast(chair, voteId, 'agree');
		await program.end('SIGKILL');
		await writeClosing(meeting, voteId);
		await program.start();
		const again = await program.join(meeting, meeting.chair);
		await eventually(async () =>
			events.votes(await events.read(database.sql, meeting.meetingId)).map(({ counted }) => counted)
		).toEqual([{ agree: 1, against: 0, other: 0 }]);
		await again.ask('meeting:end', {});
		await program.end('SIGTERM');
	});
});

async function writeClosing({ meetingId }: ConvenedMeeting, voteId: string): Promise<void> {
	const quorum = { present: 1, expected: 4 };
	await events.append(database.sql, meetingId, [{ type: 'vote:closed', data: { voteId, quorum } }]);
}

/** As a page does it: the same ballot over one line after the other until there is an answer. */
async function castUntilAnswered(
	join: () => Promise<Seat>,
	first: Seat | undefined,
	ballot: CommandMessage<'vote:cast'>
): Promise<void> {
	let seat = first;
	for (let attempt = 0; attempt < 200; attempt++) {
		try {
			if (!seat?.socket.connected) seat = await join();
			await seat.ask('vote:cast', ballot);
			return;
		} catch (error) {
			const passing = !(error instanceof WireRefusal) || ['unavailable', 'not_joined'].includes(error.code);
			if (!passing) throw error;
			// What is refused or cut is tried again when the socket is known to be gone, or at once on a new one.
			seat?.socket.disconnect();
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}
	throw new Error('the ballot was never answered');
}

/** Names of choices that stand anywhere in what was said, as key or as value. */
function wordsIn(said: unknown): string[] {
	return JSON.stringify(said).match(/"(agree|against|other)"/g) ?? [];
}
