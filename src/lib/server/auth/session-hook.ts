// Fills `event.locals` for every request: the database, the settings, and who is asking.
import { type Handle, redirect, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import { type Config, loadConfig } from '#lib/server/platform/config.ts';
import { type Client, connect } from '#lib/server/platform/db.ts';
import { createLog, type Log } from '#lib/server/platform/log.ts';
import { check, clearCookie, readCookie, refuseDemoAccounts, type SignedInPerson, tidy } from './auth.ts';

/** What `App.Locals` is. */
export type SessionLocals = {
	sql: Client;
	config: Config;
	log: Log;
	person: SignedInPerson | null;
	sessionId: string | null;
};

type Program = Pick<SessionLocals, 'sql' | 'config' | 'log'>;

const tidyEveryMs = 15 * 60_000;

/** Where somebody with a temporary password may go: to choose another, or away. */
const openToTemporary = ['/(app)/account', '/sign-out', '/sign-in'];

let program: Program | undefined;

/** Once per start of the web program, before the first request. */
export const init: ServerInit = async () => {
	const config = loadConfig();
	const log = createLog('web', { level: config.logLevel });
	const database = await connect(config, { program: 'web' });
	if (config.mode === 'production') await refuseDemoAccounts(database.sql);
	const tidying = setInterval(() => {
		tidy(database.sql).catch((cause: unknown) => log.error({ cause }, 'sessions were not tidied'));
	}, tidyEveryMs);
	process.once('sveltekit:shutdown', () => {
		clearInterval(tidying);
		void database.end();
	});
	program = { sql: database.sql, config, log };
};

export const session: Handle = async ({ event, resolve }) => {
	if (program === undefined) throw new Error('a request came before the program was ready');
	Object.assign(event.locals, program, { person: null, sessionId: null });
	// The state of the system is asked for when the database is away, too.
	if (event.route.id !== '/healthz') await identify(event);
	return resolve(event);
};

async function identify(event: RequestEvent): Promise<void> {
	const token = readCookie(event);
	if (token === undefined) return;
	const found = await check(event.locals.sql, token);
	if (found === undefined) return clearCookie(event);
	event.locals.person = found.person;
	event.locals.sessionId = found.sessionId;
	if (found.temporaryPassword && !openToTemporary.includes(event.route.id ?? '')) redirect(303, '/account');
}
