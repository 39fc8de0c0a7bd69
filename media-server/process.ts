// How a program of this folder lives: started by the supervisor, told to stop by a signal or by the end of the
// supervisor itself, gone within a bounded time, and non-zero when something unknown went wrong.
import { loadConfig, type Config } from '#lib/server/platform/config.ts';
import { createLog, type Log, type Program } from '#lib/server/platform/log.ts';

export type Running = { close(): Promise<void> };

/** Milliseconds; a close that takes longer is a close that hangs. */
const closesWithin = 10_000;

export async function runProgram(
	name: Program,
	start: (config: Config, log: Log) => Promise<Running>
): Promise<void> {
	const config = loadConfig();
	const log = createLog(name, { level: config.logLevel });
	let ending = false;

	function fail(error: unknown): void {
		log.fatal({ err: error }, `${name} failed`);
		process.exit(1);
	}

	async function end(why: string): Promise<void> {
		if (ending) return;
		ending = true;
		log.info({ why }, `${name} stops`);
		setTimeout(() => fail(new Error(`${name} could not be closed in time`)), closesWithin).unref();
		// Told to stop while it starts, it has nothing half open.
		await (await started).close();
		process.exit(0);
	}

	process.on('uncaughtException', fail);
	process.on('unhandledRejection', fail);
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal).catch(fail));
	// The supervisor is gone: nobody would ever end this program.
	process.on('disconnect', () => end('disconnect').catch(fail));
	const started = start(config, log);
	if (process.connected === false) end('disconnect').catch(fail);
	await started.then(tellSupervisor).catch(fail);
}

/** When it has gone in this moment, `disconnect` says so; the message that it no longer hears is no fault. */
function tellSupervisor(): void {
	if (process.connected) process.send?.('ready', undefined, undefined, () => undefined);
}
