// The archivist's process.
import { loadConfig } from '#lib/server/platform/config.ts';
import { connect } from '#lib/server/platform/db.ts';
import { createLog } from '#lib/server/platform/log.ts';
import { startArchivist } from './archiving.ts';

const config = loadConfig();
const log = createLog('archivist', { level: config.logLevel });

/** Milliseconds; a close that takes longer is a close that hangs. */
const closesWithin = 10_000;

async function start() {
	const database = await connect(config, { program: 'archivist', max: 5 });
	const archivist = await startArchivist({ config, sql: database.sql, log });
	tellSupervisor();
	return {
		async close() {
			await archivist.close();
			await database.end();
		}
	};
}

/** When it has gone in this moment, `disconnect` says so; the message that it no longer hears is no fault. */
function tellSupervisor(): void {
	if (process.connected) process.send?.('ready', undefined, undefined, () => undefined);
}

const started = start();
let ending = false;

async function end(why: string): Promise<void> {
	if (ending) return;
	ending = true;
	log.info({ why }, 'archivist stops');
	setTimeout(() => fail(new Error('the archivist could not be closed in time')), closesWithin).unref();
	// Told to stop while it starts, it has nothing half open.
	const archivist = await started;
	await archivist.close();
	process.exit(0);
}

function fail(error: unknown): void {
	log.fatal({ err: error }, 'archivist failed');
	process.exit(1);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal).catch(fail));
// The supervisor is gone: nobody would ever end this program.
process.on('disconnect', () => end('disconnect').catch(fail));
if (process.connected === false) end('disconnect').catch(fail);
await started.catch(fail);
