// A program that runs says so in the database every few seconds; who watches reads `heartbeats`.
import { hostname } from 'node:os';
import type { Sql } from './db.ts';
import type { Log } from './log.ts';

export type BeatingProgram = 'media-server' | 'archivist';

const interval = 3000;

export interface Heartbeat {
	/** Takes the row away: this program has ended in order. */
	stop(): Promise<void>;
}

/** Resolves when the first beat is written. A database that is away for a while is no reason to stop. */
export async function startHeartbeat(
	sql: Sql,
	program: BeatingProgram,
	log: Log,
	/** A program that lives but cannot do its work is silent, and watchers see it. */
	isWell: () => boolean = () => true
): Promise<Heartbeat> {
	const instance = `${hostname()}:${process.pid}`;
	let beating: Promise<void> = beat(sql, program, instance);
	await beating;
	await forgetGone(sql, program);
	const timer = setInterval(() => {
		if (!isWell()) return;
		beating = beat(sql, program, instance).catch((error: unknown) => {
			log.warn({ err: error }, 'no heartbeat: the database does not answer');
		});
	}, interval);
	return {
		async stop() {
			clearInterval(timer);
			await beating;
			await sql`delete from heartbeats where program = ${program} and instance = ${instance}`;
		}
	};
}

async function beat(sql: Sql, program: BeatingProgram, instance: string): Promise<void> {
	await sql`
		insert into heartbeats (program, instance, at) values (${program}, ${instance}, now())
		on conflict (program, instance) do update set at = now()
	`;
}

/** Rows of programs that were killed long ago. */
async function forgetGone(sql: Sql, program: BeatingProgram): Promise<void> {
	await sql`delete from heartbeats where program = ${program} and at < now() - interval '1 day'`;
}
