import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CommandData } from '#lib/protocol/commands.ts';
import { protocolVersion } from '#lib/protocol/values.ts';
import type { ConnectionState } from './connection-states.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { FakeServer, joinAnswer } from './fake-server.test-data.ts';
import { Refusal } from './refusal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(change: Partial<ConnectionOptions> = {}) {
	const server = new FakeServer();
	const states: ConnectionState[] = [];
	const joined: CommandData<'room:join'>[] = [];
	const tickets: string[] = [];
	const connection = new Connection({
		fetchTicket: async () => {
			tickets.push(`ticket-${tickets.length + 1}`);
			return tickets.at(-1) ?? '';
		},
		openLine: server.openLine,
		onJoined: (answer) => joined.push(answer),
		onState: (state) => states.push(state),
		random: () => 0,
		...change
	});
	const reached = (name: ConnectionState['name']) =>
		vi.waitFor(() => expect(connection.state.name).toBe(name));
	return { server, states, joined, tickets, connection, reached };
}

test('a join takes a ticket, a socket and the seat', async () => {
	const { server, connection, joined, states, reached } = setUp();
	connection.start();
	await reached('joined');
	expect(server.handshakes).toEqual([{ ticket: 'ticket-1', version: protocolVersion }]);
	expect(joined).toHaveLength(1);
	expect(states.map(({ name }) => name)).toEqual(['connecting', 'joined']);
});

test('a dropped line comes back to the same seat with a new ticket', async () => {
	const { server, connection, tickets, states, reached } = setUp();
	connection.start();
	await reached('joined');
	server.drop();
	expect(connection.state).toEqual({ name: 'reconnecting', attempt: 1 });
	await vi.advanceTimersByTimeAsync(1000);
	await reached('joined');
	expect(tickets).toEqual(['ticket-1', 'ticket-2']);
	expect(server.asked('room:join')).toEqual([
		{ connectionId: undefined, takeOver: false, consent: false },
		{ connectionId: joinAnswer.snapshot.me.connectionId, takeOver: false, consent: false }
	]);
	expect(states.map(({ name }) => name)).toEqual(['connecting', 'joined', 'reconnecting', 'joined']);
});

test('the seat of an earlier page is looked for once, and taken up with the first join', async () => {
	const earlier = '7d9a3f5e-0000-4000-8000-0000000000ea';
	const earlierSeat = vi.fn(() => Promise.resolve(earlier));
	const { server, connection, reached } = setUp({ earlierSeat });
	connection.start();
	await reached('joined');
	server.drop();
	await vi.advanceTimersByTimeAsync(1000);
	await reached('joined');
	expect(server.asked('room:join')).toMatchObject([
		{ connectionId: earlier },
		{ connectionId: joinAnswer.snapshot.me.connectionId }
	]);
	expect(earlierSeat).toHaveBeenCalledOnce();
});

test('attempts are counted while the server stays away', async () => {
	const { server, connection, states, reached } = setUp();
	connection.start();
	await reached('joined');
	server.refuseHandshakes('unavailable');
	server.drop();
	await vi.advanceTimersByTimeAsync(4000);
	const attempts = states.flatMap((state) => (state.name === 'reconnecting' ? [state.attempt] : []));
	expect(attempts.slice(0, 3)).toEqual([1, 2, 3]);
	server.acceptHandshakes();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(connection.state).toEqual({ name: 'joined' });
});

test('a refusal that no attempt can cure is final and says why', async () => {
	const { server, connection, reached } = setUp();
	server.refuseHandshakes('not_invited');
	connection.start();
	await reached('refused');
	expect(connection.state).toEqual({ name: 'refused', code: 'not_invited' });
	await vi.advanceTimersByTimeAsync(60_000);
	expect(server.handshakes).toHaveLength(1);
});

test('a page that takes over does so once: afterwards it gives way like any other', async () => {
	const { server, connection, reached } = setUp({ takeOver: true });
	connection.start();
	await reached('joined');
	server.drop();
	server.answer('room:join', { ok: false, error: { code: 'seat_taken' } });
	await vi.advanceTimersByTimeAsync(1000);
	expect(connection.state).toEqual({ name: 'refused', code: 'seat_taken' });
	expect(server.asked('room:join')).toMatchObject([{ takeOver: true }, { takeOver: false }]);
});

test('a ticket that is refused is as final as a socket that is', async () => {
	const fetchTicket = () => Promise.reject(new Refusal('not_signed_in'));
	const { connection, reached } = setUp({ fetchTicket });
	connection.start();
	await reached('refused');
	expect(connection.state).toEqual({ name: 'refused', code: 'not_signed_in' });
});

test('an ended seat does not come back by itself', async () => {
	const { server, connection, reached } = setUp();
	connection.start();
	await reached('joined');
	server.tell('seat:ended', { reason: 'replaced' });
	expect(connection.state).toEqual({ name: 'ended', reason: 'replaced' });
	await vi.advanceTimersByTimeAsync(60_000);
	expect(server.handshakes).toHaveLength(1);
	connection.start();
	await reached('joined');
	expect(server.asked('room:join').at(-1)).toEqual({
		connectionId: undefined,
		takeOver: false,
		consent: false
	});
});

test('a command answers its data, or throws the code it was refused with', async () => {
	const { server, connection, reached } = setUp();
	connection.start();
	await reached('joined');
	await expect(connection.request('hand:raise', {})).resolves.toEqual({});
	server.answer('hand:raise', { ok: false, error: { code: 'already_raised' } });
	await expect(connection.request('hand:raise', {})).rejects.toMatchObject({ code: 'already_raised' });
});

test('a command without a line is refused at once', async () => {
	const { connection } = setUp();
	await expect(connection.request('hand:raise', {})).rejects.toMatchObject({ code: 'unavailable' });
});

test('notices reach their listeners in the shape of the contract', async () => {
	const { server, connection, reached } = setUp();
	const heard: unknown[] = [];
	connection.on('hands:changed', (data) => heard.push(data));
	connection.start();
	await reached('joined');
	server.tell('hands:changed', { hands: [] });
	expect(heard).toEqual([{ hands: [] }]);
});

test.each([
	['a refused handshake', (server: FakeServer) => server.refuseHandshakes('version_mismatch')],
	[
		'an answer that it cannot read',
		(server: FakeServer) => server.answer('room:join', { ok: true, data: { ...joinAnswer, snapshot: {} } })
	],
	[
		'a refusal of which it knows no words',
		(server: FakeServer) => server.answer('room:join', { ok: false, error: { code: 'of-tomorrow' } })
	]
])('a page of another version than the server’s is to be loaded again: %s', async (_, differ) => {
	const { server, connection, reached } = setUp();
	differ(server);
	connection.start();
	await reached('refused');
	expect(connection.state).toEqual({ name: 'refused', code: 'version_mismatch' });
	await vi.advanceTimersByTimeAsync(60_000);
	expect(server.handshakes).toHaveLength(1);
});

test('and so is one that hears a notice of another shape in the middle of a meeting', async () => {
	const { server, connection, reached } = setUp();
	connection.on('hands:changed', () => undefined);
	connection.start();
	await reached('joined');
	expect(() => server.tell('hands:changed', { hands: 'none' })).toThrow();
	expect(connection.state).toEqual({ name: 'refused', code: 'version_mismatch' });
	expect(server.open).toBe(0);
});

test('closing during an attempt ends it, and closing twice is closing once', async () => {
	const { server, connection, joined } = setUp();
	connection.start();
	connection.close();
	connection.close();
	await vi.advanceTimersByTimeAsync(20_000);
	expect(connection.state).toEqual({ name: 'idle' });
	expect(joined).toEqual([]);
	expect(server.open).toBe(0);
});

test('leaving tells the room first', async () => {
	const { server, connection, reached } = setUp();
	connection.start();
	await reached('joined');
	connection.leave();
	expect(server.asked('room:leave')).toEqual([{}]);
	expect(connection.state).toEqual({ name: 'idle' });
});

test('leaving does not wait for a room that no longer answers', async () => {
	const { server, connection, reached } = setUp();
	connection.start();
	await reached('joined');
	server.answer('room:leave', new Promise(() => undefined));
	connection.leave();
	expect(connection.state).toEqual({ name: 'idle' });
	expect(server.open).toBe(0);
});

test('seats whose media cannot be had are replaced, never given up, and less and less often', async () => {
	const joinedAt: number[] = [];
	const { server, connection } = setUp({ random: () => 1, onJoined: () => joinedAt.push(Date.now()) });
	const wait = async (act: () => void) => {
		act();
		const from = Date.now();
		await vi.advanceTimersByTimeAsync(15_000);
		expect(connection.state).toEqual({ name: 'joined' });
		return (joinedAt.at(-1) ?? Infinity) - from;
	};
	await wait(() => connection.start());
	const [first, second, third] = [
		await wait(() => connection.startOver()),
		await wait(() => connection.startOver()),
		await wait(() => connection.startOver())
	];
	expect(server.asked('room:leave')).toEqual([]);
	expect(server.asked('room:join').slice(1)).toEqual(
		Array(3).fill({ connectionId: undefined, takeOver: true, consent: false })
	);
	expect(second).toBeGreaterThan(1.5 * first);
	expect(third).toBeGreaterThan(1.5 * second);
	connection.settled();
	expect(await wait(() => server.drop())).toBeLessThan(first);
});
