// Each supervisor of a server holds a session with a shared lock; the last one that lets go may stop the server. So two
// starts on one data folder, or a command beside a running city, do not take the database from each other.
import postgres from 'postgres';
import type { Connection } from './connection.ts';
import { hasCode } from './process.ts';

export interface Supervision {
	/** Ends our part; true when nobody else supervises, and nobody will until `end`. */
	release(): Promise<boolean>;
	end(): Promise<void>;
}

export type Attempt =
	| { state: 'held'; supervision: Supervision }
	/** It answers, but not yet: recovery after a crash, or a stop under way. */
	| { state: 'busy' }
	| { state: 'absent' };

const lockKey = 4_701_002;

export async function trySupervise(connection: Connection, onLost: () => void): Promise<Attempt> {
	let held = false;
	const sql = postgres({
		...connection,
		max: 1,
		idle_timeout: 0,
		max_lifetime: null,
		connect_timeout: 5,
		onnotice: () => undefined,
		onclose: () => {
			if (held) onLost();
			held = false;
		},
		connection: { application_name: 'supervisor' }
	});
	const end = async () => {
		held = false;
		await sql.end({ timeout: 1 });
	};
	try {
		const [row] = await sql<{ locked: boolean }[]>`select pg_try_advisory_lock_shared(${lockKey}) as locked`;
		if (row?.locked !== true) {
			await end();
			return { state: 'busy' };
		}
		held = true;
	} catch (error) {
		await end();
		return { state: stateFor(error) };
	}
	return { state: 'held', supervision: { release: () => release(sql), end } };
}

async function release(sql: postgres.Sql): Promise<boolean> {
	await sql`select pg_advisory_unlock_shared(${lockKey})`;
	const [row] = await sql<{ alone: boolean }[]>`select pg_try_advisory_lock(${lockKey}) as alone`;
	return row?.alone === true;
}

function stateFor(error: unknown): 'busy' | 'absent' {
	// 57P01 and 57P03: shutting down, starting up.
	if (['57P01', '57P03', 'CONNECT_TIMEOUT'].some((code) => hasCode(error, code))) return 'busy';
	const gone = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'CONNECTION_CLOSED'];
	if (gone.some((code) => hasCode(error, code))) return 'absent';
	throw error;
}
