// Starts the database and the three programs, and keeps them running until it is told to stop.
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Config, isLoopback, loadConfig } from '#lib/server/platform/config.ts';
import { tryLock } from '../lock.mjs';
import { endRunning } from '../prepare/run.ts';
import { runCommand, StopError } from '../prepare/terminal.ts';
import { startDatabase } from './database.ts';
import { askHealth } from './health.ts';
import { networkAddresses } from './network.ts';
import type { Program } from './program.ts';
import { createPrograms, requireFreePort, settleEnvironment } from './programs.ts';
import { endStrays, forgetPrograms } from './strays.ts';

const readyWithin = 120_000;
const tooManyDeaths = 3;
const lockWithin = 15_000;
const pollMs = 200;

export interface City {
	prepare: (config: Config) => Promise<void>;
	/** The source of the web program. */
	web: string;
}

/** What is to be ended, newest first. */
const ends: (() => Promise<unknown>)[] = [];
const exitCode = Promise.withResolvers<number>();
let programsRun = false;
let starting: Promise<void> | undefined;
let stopping: Promise<void> | undefined;

function stop(code: number): void {
	stopping ??= endAll().then(
		() => exitCode.resolve(code),
		(cause) => exitCode.reject(cause)
	);
}

async function endAll(): Promise<void> {
	if (programsRun) console.log('Stopping.');
	endRunning();
	// What a start under way still opens is in `ends` once it has settled.
	await starting?.catch(() => undefined);
	for (const end of ends.toReversed()) await end();
}

async function start(city: City): Promise<void> {
	const given = loadConfig();
	mkdirSync(given.dataDir, { recursive: true, mode: 0o711 });
	const release = await holdDataFolder(realpathSync(given.dataDir));
	ends.push(release);
	await endStrays(given.dataDir);
	await requireFreePort(given);
	await city.prepare(given);
	if (stopping) return;

	const env = await settleEnvironment(given);
	const config = loadConfig(env);
	const database = await startDatabase(config, reportFault);
	ends.push(database.stop);
	const programs = createPrograms(config, env, { web: city.web, onFault: reportFault });
	ends.push(async () => {
		await Promise.all(programs.map((program) => program.stop()));
		forgetPrograms(config.dataDir);
	});
	if (stopping) return;
	programsRun = true;
	for (const program of programs) program.start();
	await untilWell(config, programs);
	announce(config);
}

/** Two supervisors on one data folder would fight over everything in it. One that is just ending is waited for. */
async function holdDataFolder(dataDir: string): Promise<() => Promise<void>> {
	const deadline = Date.now() + lockWithin;
	let release = await tryLock(dataDir);
	if (!release) console.log(`Another start uses ${dataDir}. Waiting for it to end.`);
	while (!release) {
		if (Date.now() > deadline) {
			throw new StopError(
				`It is still running. Stop it first, or choose another folder: DATA_DIR=… npm start`
			);
		}
		await pause(pollMs);
		release = await tryLock(dataDir);
	}
	return release;
}

async function untilWell(config: Config, programs: Program[]): Promise<void> {
	const deadline = Date.now() + readyWithin;
	for (;;) {
		const { well, report } = await askHealth(config);
		// Health alone could still speak of programs that a crash has just ended.
		if (stopping || (well && programs.every((program) => program.isReady))) return;
		const dying = programs.find((program) => program.quickDeaths >= tooManyDeaths);
		if (dying) throw new StopError(`${dying.name} does not start. See ${logsIn(config)}`);
		if (Date.now() > deadline) throw new StopError(`Not ready in time: ${report}\nSee ${logsIn(config)}`);
		await pause(pollMs);
	}
}

function announce(config: Config): void {
	if (stopping) return;
	const scheme = config.tls ? 'https' : 'http';
	const everywhere = ['0.0.0.0', '::'].includes(config.host);
	const accounts = join(config.dataDir, 'demo-accounts.json');
	if (config.mode === 'demo' && existsSync(accounts)) console.log(`Demo accounts: ${accounts}`);
	console.log(`Logs: ${logsIn(config)}`);
	for (const address of networkAddresses()) {
		const isIPv6 = address.includes(':');
		const heard = config.host === '::' || (config.host === '0.0.0.0' && !isIPv6);
		if (heard)
			console.log(`On this network: ${scheme}://${isIPv6 ? `[${address}]` : address}:${config.port}`);
	}
	const host = everywhere || isLoopback(config.host) ? 'localhost' : config.host;
	console.log(`ready ${scheme}://${host}:${config.port}`);
}

const logsIn = (config: Config) => join(config.dataDir, 'logs');

function reportFault(text: string): void {
	if (!stopping) console.error(text);
}

/** Runs until a signal, or until it cannot go on; then everything has ended. */
export async function supervise(city: City): Promise<never> {
	await runCommand(
		async () => {
			// The way in, scripts/bootstrap.mjs, was killed.
			if (process.connected) process.on('disconnect', () => stop(1));
			starting = start(city);
			try {
				await starting;
			} catch (cause) {
				const first = !stopping;
				stop(1);
				await exitCode.promise;
				if (first) throw cause;
			}
			return exitCode.promise;
		},
		() => stop(0)
	);
	process.exit();
}
