// The sessions of those who are here: an ended one loses its sockets, and an open socket keeps its session from ending.
import { keepSessions } from '#lib/server/auth/session-life.ts';
import type { Client } from '#lib/server/platform/db.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Rooms } from './rooms/rooms.ts';
import type { Signalling } from './signalling/signalling.ts';

type Given = {
	sql: Client;
	signalling: Signalling;
	rooms: Rooms;
	log: Log;
	/** Milliseconds; far less than a session lives without use. */
	keepEvery: number;
};

export async function followSessions({ sql, signalling, rooms, log, keepEvery }: Given) {
	const listening = await sql.listen('session_ended', (sessionId) => {
		signalling.endSession(sessionId);
		void rooms.endSession(sessionId);
	});
	let keeping: Promise<void> = Promise.resolve();
	const timer = setInterval(() => {
		keeping = keepSessions(sql, signalling.sessionIds()).catch((error: unknown) => {
			log.warn({ err: error }, 'sessions were not prolonged: the database does not answer');
		});
	}, keepEvery);
	return {
		async close() {
			clearInterval(timer);
			await keeping;
			await listening.unlisten();
		}
	};
}
