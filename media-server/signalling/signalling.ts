// The media server's door: socket.io on the loopback, behind the web program's own origin.
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { NoticeData } from '#lib/protocol/notices.ts';
import { socketPath, socketTransports } from '#lib/protocol/socket.ts';
import type { Config } from '#lib/server/platform/config.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Ticket } from '#lib/server/platform/ticket.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Tell } from '../rooms/line.ts';
import type { Tally } from '../tally.ts';
import { wireError } from './answer.ts';
import { Doorkeeper } from './handshake.ts';
import { isOwnOrigin } from './origin.ts';
import { Page } from './page.ts';
import { toAllOf } from './socket-line.ts';

/** Bytes; a join with all of a browser's codecs is below 20 kB. */
const largestMessage = 100_000;
const pingInterval = 10_000;
const pingTimeout = 8_000;

export interface Signalling {
	toAll(meetingId: string): Tell;
	/** From now on pages are let in. */
	open(rooms: Rooms, tally: Tally): void;
	endSession(sessionId: string): void;
	/** Of everybody who has a socket now, each once. */
	sessionIds(): string[];
	close(): Promise<void>;
}

export function createSignalling(
	http: HttpServer,
	config: Pick<Config, 'origin' | 'ticketSecret' | 'turn'>,
	log: Log
): Signalling {
	const io = new Server(http, {
		path: socketPath,
		transports: [...socketTransports],
		serveClient: false,
		maxHttpBufferSize: largestMessage,
		pingInterval,
		pingTimeout,
		allowRequest: (request, callback) => {
			const allowed = isOwnOrigin(request.headers, config.origin);
			if (!allowed) log.warn({ origin: request.headers.origin }, 'a socket of another origin was refused');
			callback(null, allowed);
		}
	});
	const doorkeeper = new Doorkeeper(config.ticketSecret);
	const tickets = new WeakMap<Socket, Ticket>();
	/** Session → its sockets, seated or not. */
	const ofSession = new Map<string, Set<Socket>>();
	const end = (socket: Socket) => {
		socket.emit('seat:ended', { reason: 'signed-out' } satisfies NoticeData<'seat:ended'>);
		socket.disconnect(true);
	};
	io.use((socket, next) => {
		doorkeeper.admit(socket.handshake.auth).then(
			(ticket) => {
				tickets.set(socket, ticket);
				next();
			},
			(error: unknown) => {
				const data = wireError(error, log);
				next(Object.assign(new Error(data.code), { data }));
			}
		);
	});
	return {
		toAll: (meetingId) => toAllOf(io.sockets, meetingId),
		open(rooms, tally) {
			io.on('connection', (socket) => {
				const ticket = tickets.get(socket);
				if (!ticket) return;
				const { sessionId } = ticket;
				// It may have ended while the socket opened.
				if (doorkeeper.hasEnded(sessionId)) {
					end(socket);
					return;
				}
				const sockets = ofSession.get(sessionId) ?? new Set();
				ofSession.set(sessionId, sockets.add(socket));
				socket.once('disconnect', () => {
					if (sockets.delete(socket) && sockets.size === 0) ofSession.delete(sessionId);
				});
				new Page({ socket, ticket, rooms, config, log, tally });
			});
		},
		endSession(sessionId) {
			doorkeeper.endSession(sessionId);
			for (const socket of ofSession.get(sessionId) ?? []) end(socket);
		},
		sessionIds: () => [...ofSession.keys()],
		async close() {
			await io.close();
		}
	};
}
