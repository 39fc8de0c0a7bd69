// The archivist's process.
import { loadConfig } from '#lib/server/platform/config.ts';
import { connect } from '#lib/server/platform/db.ts';
import { createLog } from '#lib/server/platform/log.ts';
import { startArchivist } from './archiving.ts';

const config = loadConfig();
const log = createLog('archivist', { level: config.logLevel });

/** Milliseconds; a close that takes longer is a close that hangs. */
const closesWithin = 10_000;

async function run(): Promise<void> {
	const database = await connect(config, { program: 'archivist', max: 5 });
	const archivist = await startArchivist({ config, sql: database.sql, log });
	// To the supervisor.
	process.send?.('ready');

	let ending = false;
	const end = async (why: string) => {
		if (ending) return;
		ending = true;
		log.info({ why }, 'archivist stops');
		setTimeout(() => fail(new Error('the archivist could not be closed in time')), closesWithin).unref();
		await archivist.close();
		await database.end();
		process.exit(0);
	};
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal).catch(fail));
	// The supervisor is gone: nobody would ever end this program.
	process.on('disconnect', () => end('disconnect').catch(fail));
}

function fail(error: unknown): void {
	log.fatal({ err: error }, 'archivist failed');
	process.exit(1);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
await run().catch(fail);
