// One socket: everything that a page sends comes through `receive`, in this order: how often, which command,
// what shape, in which room, by what right; then the handler; then the answer.
import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { commands, type CommandData, type CommandMessage, type CommandName } from '#lib/protocol/commands.ts';
import type { Answer } from '#lib/protocol/errors.ts';
import type { Config } from '#lib/server/platform/config.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Ticket } from '#lib/server/platform/ticket.ts';
import { iceServers } from '../rtc/ice-servers.ts';
import type { Peer } from '../rooms/peer.ts';
import type { Room } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { refusal } from '../rooms/rules.ts';
import type { Tally } from '../tally.ts';
import { wireError } from './answer.ts';
import type { SeatedCommand } from './context.ts';
import { handlers } from './handlers/handlers.ts';
import { asking, fullBucket, refusing, take } from '../rate.ts';
import { SocketLine } from './socket-line.ts';

type Given = {
	socket: Socket;
	ticket: Ticket;
	rooms: Rooms;
	config: Pick<Config, 'turn'>;
	log: Log;
	tally: Tally;
};
type Seat = { room: Room; peer: Peer };

export class Page {
	readonly #given: Given;
	readonly #line: SocketLine;
	readonly #log: Log;
	#seat: Seat | undefined;
	#joining = false;
	#asked = fullBucket(asking, Date.now());
	#refused = fullBucket(refusing, Date.now());

	constructor(given: Given) {
		const { socket, ticket } = given;
		this.#given = given;
		this.#line = new SocketLine(socket, ticket.meetingId);
		this.#log = given.log.child({ meeting: ticket.meetingId, site: ticket.siteId });
		socket.onAny((name: unknown, ...rest: unknown[]) => void this.#receive(name, rest));
		socket.once('disconnect', () => {
			if (this.#seat) this.#seat.room.lineLost(this.#seat.peer, this.#line);
		});
	}

	async #receive(name: unknown, rest: unknown[]): Promise<void> {
		const answer = rest.at(-1);
		const reply = (value: Answer<unknown>) => {
			if (typeof answer === 'function') answer(value);
		};
		try {
			this.#requirePatience();
			if (!isCommand(name)) throw new CodedError('invalid_input');
			reply({ ok: true, data: await this.#run(name, rest[0]) });
		} catch (error) {
			const { code, reference } = wireError(error, this.#log.child({ command: String(name).slice(0, 40) }));
			reply({ ok: false, error: reference === undefined ? { code } : { code, reference } });
		}
	}

	#requirePatience(): void {
		const now = Date.now();
		const asked = take(asking, this.#asked, now);
		if (asked !== undefined) {
			this.#asked = asked;
			return;
		}
		const refused = take(refusing, this.#refused, now);
		if (refused === undefined) this.#given.socket.disconnect(true);
		else this.#refused = refused;
		throw new CodedError('too_many_requests');
	}

	async #run(name: CommandName, raw: unknown): Promise<unknown> {
		if (name === 'room:join') return this.#counted(this.#join(parse(name, raw)));
		return this.#ask(name, raw);
	}

	async #ask<N extends SeatedCommand>(name: N, raw: unknown): Promise<CommandData<N>> {
		const message = parse(name, raw);
		const seat = this.#seat;
		if (seat === undefined || seat.peer.left || seat.peer.line !== this.#line) {
			throw new CodedError('not_joined');
		}
		const { peer, room } = seat;
		const code = refusal(name, peer.role, room.phase, room.actingRoles, room.lobby.has(peer));
		if (code !== undefined) throw new CodedError(code);
		return handlers[name](seat, message);
	}

	async #counted<T>(join: Promise<T>): Promise<T> {
		const { tally } = this.#given;
		try {
			const joined = await join;
			tally.emit('joined');
			return joined;
		} catch (error) {
			tally.emit('refused', error instanceof CodedError ? error.code : 'internal');
			throw error;
		}
	}

	async #join(wish: CommandMessage<'room:join'>): Promise<CommandData<'room:join'>> {
		if (this.#joining || (this.#seat && !this.#seat.peer.left)) throw new CodedError('wrong_state');
		this.#joining = true;
		try {
			const { ticket, rooms, config } = this.#given;
			const room = await rooms.get(ticket.meetingId);
			const { peer, resumed } = await room.join(ticket, this.#line, wish);
			this.#seat = { room, peer };
			return {
				snapshot: room.snapshotFor(peer),
				resumed,
				consumers: peer.reception.options,
				producerIds: peer.productions.map(({ producer }) => producer.id),
				muted: peer.muted,
				routerRtpCapabilities: room.routerRtpCapabilities,
				iceServers: iceServers(config.turn, peer.connectionId)
			};
		} finally {
			this.#joining = false;
		}
	}
}

function isCommand(name: unknown): name is CommandName {
	return typeof name === 'string' && Object.hasOwn(commands, name);
}

function parse<N extends CommandName>(name: N, raw: unknown): CommandMessage<N> {
	const parsed = v.safeParse(commands[name].message, raw);
	if (!parsed.success) throw new CodedError('invalid_input');
	return parsed.output;
}
