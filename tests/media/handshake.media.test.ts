// Who gets a socket at all.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { socketPath } from '../../src/lib/protocol/socket.ts';
import { protocolVersion } from '../../src/lib/protocol/values.ts';
import { signTicket } from '../../src/lib/server/platform/ticket.ts';
import { testDatabase } from '../support/database.ts';
import { claimsOf, conveneMeeting, type ConvenedMeeting } from '../support/media/meeting.ts';
import { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
let meeting: ConvenedMeeting;
let origin: string;

beforeAll(async () => {
	server = await startTestServer(database);
	meeting = await conveneMeeting(database.sql);
	origin = `http://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

const newTicket = () => server.ticket(claimsOf(meeting, meeting.chair));
const refusedWith = (code: string) => expect.objectContaining({ data: { code } });

describe('a socket', () => {
	test('is opened with a ticket', async () => {
		const seat = await Seat.connect(origin, await newTicket());
		expect(seat.socket.connected).toBe(true);
		seat.close();
	});

	test('is opened once with the same ticket', async () => {
		const ticket = await newTicket();
		const seat = await Seat.connect(origin, ticket);
		await expect(Seat.connect(origin, ticket)).rejects.toEqual(refusedWith('ticket_invalid'));
		seat.close();
	});

	test.each(['', 'nonsense', 'a.b.c', 'x'.repeat(5000)])(
		'is refused with the ticket %.10j',
		async (ticket) => {
			await expect(Seat.connect(origin, ticket)).rejects.toEqual(refusedWith('ticket_invalid'));
		}
	);

	test('is refused with a ticket signed by somebody else', async () => {
		const forged = await signTicket(
			'another secret of thirty-two characters',
			claimsOf(meeting, meeting.chair)
		);
		await expect(Seat.connect(origin, forged)).rejects.toEqual(refusedWith('ticket_invalid'));
	});

	test('is refused with a ticket of yesterday', async () => {
		const old = await server.ticket(claimsOf(meeting, meeting.chair), new Date(Date.now() - 86_400_000));
		await expect(Seat.connect(origin, old)).rejects.toEqual(refusedWith('ticket_expired'));
	});

	test('is refused to a page of another version', async () => {
		const version = protocolVersion + 1;
		const other = Seat.connect(origin, await newTicket(), { version });
		await expect(other).rejects.toEqual(refusedWith('version_mismatch'));
	});

	test.each([
		['another origin', { origin: 'https://evil.example' }],
		['no origin', {}]
	])('is refused to a page of %s', async (_, headers) => {
		await expect(Seat.connect(origin, await newTicket(), { headers })).rejects.toThrow('websocket error');
	});

	test('is opened to a page whose host a proxy passed on', async () => {
		const headers = { origin: 'https://hop.example', 'x-forwarded-host': 'hop.example' };
		const seat = await Seat.connect(origin, await newTicket(), { headers });
		expect(seat.socket.connected).toBe(true);
		seat.close();
	});

	test('is a websocket: plain requests, whose origin nobody can tell, are refused', async () => {
		const response = await fetch(`${origin}${socketPath}/?EIO=4&transport=polling`, { headers: { origin } });
		expect(response.status).toBe(400);
	});

	test('of a session that has ended since is refused', async () => {
		const { secretary } = meeting;
		const late = await server.ticket(claimsOf(meeting, secretary));
		const seat = await server.join(meeting, secretary);
		await database.sql`select pg_notify('session_ended', ${claimsOf(meeting, secretary).sessionId})`;
		await seat.gone();
		await expect(Seat.connect(origin, late)).rejects.toEqual(refusedWith('not_signed_in'));
	});
});

describe('the port', () => {
	test('says that the media server is well', async () => {
		const response = await fetch(`${origin}/healthz`);
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ mediaServer: 'ok' });
	});

	test('has nothing else to say', async () => {
		expect((await fetch(`${origin}/`)).status).toBe(404);
	});
});
