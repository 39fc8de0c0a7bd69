// What the database is asked when many do something at once: counted where the driver sends it, with 5 and with 50 sites.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '../../src/lib/server/events/events.ts';
import * as meetings from '../../src/lib/server/meetings/meetings.ts';
import type { Database } from '../../src/lib/server/platform/db.ts';
import { testDatabase } from '../support/database.ts';
import { openUrl } from '../support/database-server.ts';
import { eventually } from '../support/media/eventually.ts';
import { conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import type { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const [few, many] = [5, 50];
/** Statements with which the log takes what waits for it: begin, lock, last number, insert, commit. */
const batch = 5;
/** A secret ballot shares its transaction with no other: beside the above a savepoint, the sum read and written. */
const secretBallot = batch + 3;

const database = testDatabase();
let counted: Database;
let server: TestServer;
let statements: string[] = [];

beforeAll(async () => {
	counted = openUrl(database.url, (text) => statements.push(text));
	server = await startTestServer({ sql: counted.sql, url: database.url });
});
afterAll(async () => {
	await server.close();
	await counted.end();
});

/** Not ours to count: signs of life, which come by the clock, and what the driver asks on a connection that is new. */
const besides = /heartbeats|pg_catalog\.pg_type/;

async function countOf(work: () => Promise<unknown>, settled: () => Promise<unknown>): Promise<number> {
	statements = [];
	await work();
	await settled();
	return statements.filter((text) => !besides.test(text)).length;
}

const events = async ({ meetingId }: ConvenedMeeting, type: string) =>
	(await read(database.sql, meetingId)).filter((event) => event.type === type).length;
const logged = (meeting: ConvenedMeeting, type: string, times: number) => () =>
	eventually(() => events(meeting, type)).toBe(times);

async function storm(sites: number) {
	const meeting = await conveneMeeting(database.sql, { sites });
	const chair = await server.join(meeting, meeting.chair);
	await logged(meeting, 'site:connected', 1)();
	const seats = await Promise.all(meeting.delegates.map((delegate) => server.connect(meeting, delegate)));
	const joined = logged(meeting, 'site:connected', sites + 1);
	const joins = await countOf(() => Promise.all(seats.map((seat) => seat.join())), joined);
	return { meeting, chair, seats, joins };
}

async function vote(
	{ meeting, chair, seats }: { meeting: ConvenedMeeting; chair: Seat; seats: Seat[] },
	secret: boolean
) {
	const voteId = randomUUID();
	const asked = { voteId, question: 'Thông qua?', secret, electorate: 'sites' } as const;
	const opened = (await events(meeting, 'vote:opened')) + 1;
	const opening = await countOf(() => chair.ask('vote:open', asked), logged(meeting, 'vote:opened', opened));
	const cast = (seat: Seat) =>
		seat.ask('vote:cast', { voteId, ballotId: randomUUID(), choice: 'agree', text: '' });
	const marks = secret ? 'vote:marked' : 'vote:cast';
	const ballots = await countOf(() => Promise.all(seats.map(cast)), logged(meeting, marks, seats.length));
	const done = secret ? 'vote:counted' : 'vote:closed';
	const closing = await countOf(() => chair.ask('vote:close', { voteId }), logged(meeting, done, 1));
	return { opening, ballots, closing };
}

async function hold(sites: number) {
	const held = await storm(sites);
	const { meeting, chair } = held;
	const [first, second = first] = meeting.delegates;
	// Before the opening the room reads the meeting again, and after it, because the meeting has changed.
	const readings = () => statements.filter((text) => text.includes('select id as site_id')).length;
	const opening = await countOf(
		() => chair.ask('meeting:open', {}),
		async () => {
			await logged(meeting, 'recording:started', 1)();
			await eventually(readings).toBe(2);
		}
	);
	const change = async () => {
		await chair.ask('floor:grant', { siteId: first.siteId });
		await chair.ask('floor:grant', { siteId: second.siteId });
	};
	const floor = await countOf(change, logged(meeting, 'floor:granted', 2));

	const [row] = await database.sql<
		{ unitId: string }[]
	>`select unit_id from people where id = ${first.personId}`;
	const clerk = { id: first.personId, unitId: row?.unitId ?? '', duties: ['clerk' as const] };
	const people = [{ fullName: 'Đỗ Văn Em', jobTitle: '', presence: 'room', note: '' } as const];
	const nothingMore = async () => undefined;
	const ticket = await countOf(() => meetings.seatFor(counted.sql, clerk, meeting.meetingId), nothingMore);
	const name = () => meetings.nameRoster(counted.sql, clerk, meeting.meetingId, people);
	const roster = await countOf(name, nothingMore);
	const open = await vote(held, false);
	const secret = await vote(held, true);
	for (const seat of [chair, ...held.seats]) seat.close();
	return { joins: held.joins, opening, floor, ticket, roster, open, secret };
}

test('the database is asked no more for fifty sites than for five, beyond what is each site’s own', async () => {
	const [small, large] = [await hold(few), await hold(many)];
	const perSite = (of: (held: typeof small) => number) => (of(large) - of(small)) / (many - few);

	// What happens to all, and what one site asks of the web program, is the same however many others there are.
	const once = ({ opening, floor, ticket, roster, open, secret }: typeof small) => ({
		...{ opening, floor, ticket, roster },
		votes: [open, secret].map((vote) => [vote.opening, vote.closing])
	});
	expect(once(large)).toEqual(once(small));
	expect(large).toMatchObject({ floor: 2 * batch, ticket: 2, roster: 6 });
	// What all do at once is written together.
	expect(perSite(({ joins }) => joins)).toBeLessThanOrEqual(1);
	expect(perSite(({ open }) => open.ballots)).toBeLessThanOrEqual(1);
	expect(perSite(({ secret }) => secret.ballots)).toBeLessThanOrEqual(secretBallot);
});
