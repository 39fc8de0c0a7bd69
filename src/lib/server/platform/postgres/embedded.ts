// The embedded PostgreSQL server: starts it, or adopts the one that already runs on this data folder, and brings it back
// when it dies. It outlives a crash of ours; the next start adopts it.
import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type Account, admit, chooseAccount, run, withAccess } from './account.ts';
import { type Binaries, embeddedBinaries } from './binaries.ts';
import { type Cluster, clusterIn, createCluster, type CreationOptions, requireVersion } from './cluster.ts';
import { type Connection, readConnection, serverFolder, writeConnection } from './connection.ts';
import { disownDeadServer, launch, serverPid, type Settings, stopServer } from './process.ts';
import { socketFolder } from './socket-folder.ts';
import { type Supervision, trySupervise } from './supervision.ts';

export interface EmbeddedServer {
	/** As options for postgres.js; the same stands in DATA_DIR/postgres/connection.json. */
	connection: Connection;
	/** Stops the server, unless another supervisor still needs it. */
	stop(): Promise<void>;
}

export interface EmbeddedOptions extends CreationOptions {
	/** Told of each failed attempt to bring a dead server back. */
	onFault?: (error: unknown) => void;
	/** For tests: other programs than those of the npm package. */
	binaries?: Binaries;
	/** For tests: also listen on 127.0.0.1. */
	port?: number;
}

interface Server {
	cluster: Cluster;
	binaries: Binaries;
	account: Account;
	connection: Connection;
	settings: Settings;
}

const patienceMs = 10_000;
const launchLimit = 10;
const pollMs = 100;
const retryMs = 5_000;

export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
	const server = await prepare(dataDir, options);
	const ending = new AbortController();
	let recovery: Promise<void> = Promise.resolve();
	const onLost = () => {
		if (!ending.signal.aborted) recovery = recover();
	};
	let supervision = await hold(server, ending.signal, onLost);

	async function recover(): Promise<void> {
		while (!ending.signal.aborted) {
			try {
				supervision = await hold(server, ending.signal, onLost);
				return;
			} catch (error) {
				if (ending.signal.aborted) return;
				options.onFault?.(error);
				await wait(retryMs, undefined, { signal: ending.signal }).catch(() => undefined);
			}
		}
	}

	async function stop(): Promise<void> {
		ending.abort();
		await recovery;
		try {
			// A session that broke at this moment holds nothing; who else supervises brings the server back.
			const last = await supervision.release().catch(() => true);
			if (last) await stopServer(server.cluster, 3 * patienceMs);
		} finally {
			await supervision.end();
		}
	}

	let stopped: Promise<void> | undefined;
	return { connection: server.connection, stop: () => (stopped ??= stop()) };
}

async function prepare(dataDir: string, options: EmbeddedOptions): Promise<Server> {
	await mkdir(dataDir, { recursive: true, mode: 0o700 });
	const root = await realpath(dataDir);
	const folder = serverFolder(root);
	const cluster = clusterIn(folder);
	const user = await chooseAccount(folder);
	const binaries = options.binaries ?? (await embeddedBinaries(user));
	await admit(user, root);
	const account = await withAccess(user, root);
	const version = await run(account, binaries.postgres, ['-V']);
	await createCluster(folder, binaries, account, options);
	await requireVersion(cluster, /\d+/.exec(version)?.[0] ?? version);

	const stored = await readConnection(root);
	const connection = {
		...stored,
		host: await socketFolder(folder, account),
		port: options.port ?? stored.port
	};
	// The folder may have been moved since.
	if (connection.host !== stored.host || connection.port !== stored.port) {
		await writeConnection(folder, connection, account);
	}
	return { cluster, binaries, account, connection, settings: settingsFor(connection, options) };
}

function settingsFor(connection: Connection, options: EmbeddedOptions): Settings {
	const quick = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
	return {
		listen_addresses: options.port === undefined ? '' : '127.0.0.1',
		port: String(connection.port),
		// In quotes, because it is a list to PostgreSQL.
		unix_socket_directories: `"${connection.host}"`,
		unix_socket_permissions: '0700',
		log_checkpoints: 'off',
		...(options.durable === false ? quick : {})
	};
}

/** Connects, starting the server when it is not there; gives up when nothing moves or when it ends again and again. */
async function hold(server: Server, signal: AbortSignal, onLost: () => void): Promise<Supervision> {
	const { cluster, binaries, account, connection, settings } = server;
	let deadline = Date.now() + patienceMs;
	let child: ChildProcess | undefined;
	let launches = 0;
	for (;;) {
		signal.throwIfAborted();
		const attempt = await trySupervise(connection, onLost);
		if (attempt.state === 'held') return attempt.supervision;
		if (attempt.state === 'busy') deadline = Date.now() + patienceMs;
		const ours = child !== undefined && child.exitCode === null && child.signalCode === null;
		const launching = !ours && (await serverPid(cluster)) === undefined;
		if (Date.now() > deadline || (launching && launches === launchLimit)) {
			throw new Error(await whyNot(cluster));
		}
		if (launching) {
			launches += 1;
			await disownDeadServer(cluster);
			child = await launch(cluster, binaries, account, settings);
		}
		await wait(pollMs);
	}
}

async function whyNot(cluster: Cluster): Promise<string> {
	const log = await readFile(cluster.log, 'utf8').catch(() => '');
	const end = log.trimEnd().split('\n').slice(-10).join('\n');
	return `PostgreSQL does not start. The end of ${cluster.log}:\n${end}`;
}
