// A long meeting by socket only: nobody must be signed out of it for not clicking.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { claimsOf, conveneMeeting, type ConvenedMeeting, type Seated } from '../support/media/meeting.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
let meeting: ConvenedMeeting;

beforeAll(async () => {
	server = await startTestServer(database, { keepSessionsEvery: 50 });
	meeting = await conveneMeeting(database.sql, { sites: 2 });
});
afterAll(() => server.close());

const sessionOf = (seated: Seated) => claimsOf(meeting, seated).sessionId;

async function openSession(seated: Seated, times: { begunHoursAgo: number; endsInHours: number }) {
	await database.sql`
		insert into sessions (id, user_id, created_at, expires_at)
		values (${sessionOf(seated)}, ${seated.personId}, now() - make_interval(hours => ${times.begunHoursAgo}),
			now() + make_interval(hours => ${times.endsInHours}))
		on conflict (id) do update set expires_at = excluded.expires_at
	`;
}

async function hoursLeft(seated: Seated): Promise<number> {
	const [row] = await database.sql<{ hours: number }[]>`
		select extract(epoch from expires_at - now())::double precision / 3600 as hours
		from sessions where id = ${sessionOf(seated)}
	`;
	return row?.hours ?? 0;
}

test('a seat keeps its session alive up to the absolute limit, and no longer than it is taken', async () => {
	const { chair, secretary, delegates } = meeting;
	const [late] = delegates;
	await openSession(chair, { begunHoursAgo: 3, endsInHours: 1 });
	await openSession(secretary, { begunHoursAgo: 10, endsInHours: 1 });
	await openSession(late, { begunHoursAgo: 6, endsInHours: -1 });
	const seat = await server.join(meeting, chair);
	await server.join(meeting, secretary);
	await server.join(meeting, late);

	await vi.waitFor(async () => expect(await hoursLeft(chair)).toBeCloseTo(4, 1), { timeout: 5_000 });
	await vi.waitFor(async () => expect(await hoursLeft(secretary)).toBeCloseTo(2, 1), { timeout: 5_000 });
	expect(await hoursLeft(late)).toBeCloseTo(-1, 1);

	seat.close();
	await seat.gone();
	// The server notices in its own time: then it prolongs the one, but not the other.
	await vi.waitFor(
		async () => {
			await openSession(chair, { begunHoursAgo: 3, endsInHours: 1 });
			await openSession(secretary, { begunHoursAgo: 10, endsInHours: 1 });
			await vi.waitFor(async () => expect(await hoursLeft(secretary)).toBeCloseTo(2, 1));
			expect(await hoursLeft(chair)).toBeCloseTo(1, 1);
		},
		{ timeout: 10_000 }
	);
});

test('a session whose end was not heard, because the database was away, loses its sockets', async () => {
	const own = await conveneMeeting(database.sql);
	const { chair, secretary } = own;
	await openSession(chair, { begunHoursAgo: 1, endsInHours: 3 });
	await openSession(secretary, { begunHoursAgo: 1, endsInHours: 3 });
	const gone = await server.join(own, chair);
	const stays = await server.join(own, secretary);
	// In one statement, so that nobody listens when the session goes.
	await database.sql`
		with cut as materialized (
			select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and query ilike 'listen%'
		)
		delete from sessions where id = ${sessionOf(chair)} and (select count(*) from cut) > 0
	`;
	await gone.notice('seat:ended', ({ reason }) => reason === 'signed-out');
	await gone.gone();
	expect(stays.socket.connected).toBe(true);
});
