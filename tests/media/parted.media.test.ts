// Right after a restart all come back at once: until then whoever was there counts as there, and not for longer.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as events from '../../src/lib/server/events/events.ts';
import type { Snapshot } from '../../src/lib/protocol/snapshot.ts';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import { MediaProgram } from '../support/media/program.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

// Starts the program and two servers after it, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const database = testDatabase();
const servers: TestServer[] = [];
let program: MediaProgram;
beforeAll(async () => {
	program = await MediaProgram.prepare(database);
});
afterAll(async () => {
	for (const server of servers) await server.close();
	await program.remove();
});

/** Another one takes up what the one before it left. */
async function restart(seatKept: number): Promise<TestServer> {
	const server = await startTestServer(database, { seatKept });
	servers.push(server);
	return server;
}

const stateOf = ({ sites }: Pick<Snapshot, 'sites'>, siteId: string) => {
	const { connected, parted, left } = sites.find((site) => site.siteId === siteId) ?? {};
	return { connected, parted, left };
};
const log = ({ meetingId }: ConvenedMeeting) => events.read(database.sql, meetingId);
const lastRoll = async (meeting: ConvenedMeeting) => events.takenRolls(await log(meeting)).at(-1);
const lastVote = async (meeting: ConvenedMeeting) => events.votes(await log(meeting)).at(-1);
const newVote = (electorate: 'sites' | 'people') => ({
	voteId: crypto.randomUUID(),
	question: 'Thông qua?',
	secret: false,
	electorate
});

test('a meeting keeps its quorum over a restart, and loses it when nobody comes back', async () => {
	const meeting = await conveneMeeting(database.sql);
	const [first, second = first, third = first] = meeting.delegates;
	await program.start();
	const seats: Seat[] = [];
	for (const seated of [meeting.chair, meeting.observer, first, second, third]) {
		seats.push(await program.join(meeting, seated));
	}
	await seats[0]?.ask('meeting:open', {});
	await seats[4]?.ask('room:leave', {});
	await eventually(async () => events.leftSites(await log(meeting)).has(third.siteId)).toBe(true);
	await program.end('SIGKILL');

	const long = await restart(600_000);
	const chair = await long.join(meeting, meeting.chair);
	const { snapshot } = chair.joined;
	expect(snapshot.meeting).toMatchObject({ quorumRule: 'half' });
	for (const { siteId } of [first, second]) {
		expect(stateOf(snapshot, siteId)).toEqual({ connected: false, parted: true, left: false });
	}
	expect(stateOf(snapshot, third.siteId)).toEqual({ connected: false, parted: false, left: true });
	await chair.ask('roll:take', {});
	expect((await lastRoll(meeting))?.counts).toMatchObject({ room: 2, awaited: 1 });
	const vote = newVote('people');
	await chair.ask('vote:open', vote);
	const opened = await lastVote(meeting);
	expect(opened?.quorum.opening).toMatchObject({ present: 2, expected: 3 });
	const voters = [meeting.chair, first, second];
	expect(new Set(opened?.voters.map(({ personName }) => personName))).toEqual(
		new Set(voters.map(({ personName }) => personName))
	);

	const back = await long.join(meeting, first);
	expect(stateOf(back.joined.snapshot, second.siteId)).toMatchObject({ parted: true });
	await chair.notice('sites:changed', (changed) => {
		const { connected, parted } = stateOf(changed, first.siteId);
		return connected === true && parted === false;
	});
	const ballot = { voteId: vote.voteId, ballotId: crypto.randomUUID(), choice: 'agree', text: '' } as const;
	await back.ask('vote:cast', ballot);
	await chair.ask('vote:close', { voteId: vote.voteId });
	expect((await lastVote(meeting))?.quorum.closing).toMatchObject({ present: 2 });
	await long.close();
	servers.pop();

	const short = await restart(100);
	const chairAgain = await short.join(meeting, meeting.chair);
	const secondBack = await short.join(meeting, second);
	await eventually(async () => isLost(await log(meeting), first.siteId)).toBe(true);
	await chairAgain.ask('roll:take', {});
	expect((await lastRoll(meeting))?.counts).toMatchObject({ room: 1, awaited: 2 });
	await chairAgain.ask('vote:open', newVote('sites'));
	expect((await lastVote(meeting))?.quorum.opening).toMatchObject({ present: 1, expected: 3 });
	expect(secondBack.socket.connected).toBe(true);
});

/** What the room wrote last of the site. */
function isLost(all: Awaited<ReturnType<typeof log>>, siteId: string): boolean {
	const last = all.findLast((event) => event.type === 'site:disconnected' && event.siteId === siteId);
	return last?.type === 'site:disconnected' && last.data.reason === 'lost';
}
