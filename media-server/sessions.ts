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
	const end = (sessionId: string) => {
		signalling.endSession(sessionId);
		rooms.endSession(sessionId).catch((error: unknown) => {
			log.error({ err: error }, 'the seats of an ended session were not all given up');
		});
	};
	const keep = async (work: (living: string[], asked: string[]) => void = () => undefined) => {
		const asked = signalling.sessionIds();
		try {
			work(await keepSessions(sql, asked), asked);
		} catch (error) {
			log.warn({ err: error }, 'sessions were not prolonged: the database does not answer');
		}
	};
	let keeping: Promise<void> = Promise.resolve();
	// While the database was away, the word of a session's end was lost.
	const endGone = () => {
		keeping = keep((living, asked) => {
			for (const sessionId of asked) if (!living.includes(sessionId)) end(sessionId);
		});
	};
	const listening = await sql.listen('session_ended', end, endGone);
	const timer = setInterval(() => {
		keeping = keep();
	}, keepEvery);
	return {
		async close() {
			clearInterval(timer);
			await keeping;
			await listening.unlisten();
		}
	};
}
