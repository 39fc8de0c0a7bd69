// Whether the programs are well: in one word each for watchers, in detail for the administrator.
import { statfs } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { hasDuty, type SignedInPerson } from '#lib/server/auth/auth.ts';
import type { Sql } from '#lib/server/platform/db.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import product from '../../../../package.json' with { type: 'json' };
import * as queries from './queries.ts';

export type Wellness = 'ok' | 'down' | 'unknown';
/** Whether a program is well can only be told with the database. */
export type Health = { web: 'ok'; mediaServer: Wellness; archivist: Wellness; database: Wellness };

export type SystemState = {
	health: Health;
	programs: queries.Heartbeat[];
	database: queries.DatabaseFacts | undefined;
	versions: { product: string; node: string };
	/** Of the disk that holds the data folder, in bytes. */
	disk: { free: number; size: number };
};

/** Whoever asks, and however often: the database is asked once a second at most. */
const keptMs = 1_000;
const databaseMayTakeMs = 2_000;

const recent = new WeakMap<Sql, { until: number; health: Promise<Health> }>();

export async function healthOf(sql: Sql): Promise<Health> {
	const known = recent.get(sql);
	if (known !== undefined && Date.now() < known.until) return known.health;
	const health = examine(sql);
	// As long as an examination runs, others wait for it instead of starting their own.
	recent.set(sql, { until: Infinity, health });
	await health;
	recent.set(sql, { until: Date.now() + keptMs, health });
	return health;
}

export function isWell(health: Health): boolean {
	return Object.values(health).every((state) => state === 'ok');
}

export function maySeeSystem(person: Pick<SignedInPerson, 'duties'>): boolean {
	return hasDuty(person, 'administrator');
}

export async function systemState(
	sql: Sql,
	asker: Pick<SignedInPerson, 'duties'>,
	dataDir: string
): Promise<SystemState> {
	if (!maySeeSystem(asker)) throw new CodedError('not_allowed');
	const [health, programs, database, { bavail, blocks, bsize }] = await Promise.all([
		healthOf(sql),
		queries.selectHeartbeats(sql),
		queries.selectDatabaseFacts(sql),
		statfs(dataDir)
	]);
	return {
		health,
		programs,
		database,
		versions: { product: product.version, node: process.version },
		disk: { free: bavail * bsize, size: blocks * bsize }
	};
}

async function examine(sql: Sql): Promise<Health> {
	const query = queries.selectHeartbeats(sql);
	const answered = new AbortController();
	const late = pause(databaseMayTakeMs, undefined, { signal: answered.signal }).then(
		() => query.cancel(),
		() => undefined
	);
	try {
		const beats = await Promise.race([query, late]);
		if (!Array.isArray(beats)) return databaseDown;
		const state = (program: string) =>
			beats.some((beat) => beat.program === program && beat.alive) ? 'ok' : 'down';
		return { web: 'ok', mediaServer: state('media-server'), archivist: state('archivist'), database: 'ok' };
	} catch {
		// What exactly failed is in the database's own log; here it counts that nobody can work.
		return databaseDown;
	} finally {
		answered.abort();
	}
}

const databaseDown: Health = { web: 'ok', mediaServer: 'unknown', archivist: 'unknown', database: 'down' };
