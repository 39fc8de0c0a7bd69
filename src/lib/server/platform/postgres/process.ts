// Whether the server's process lives. `pg_ctl status` is not asked: it takes a zombie, and any process that got the old
// number after a restart of the machine, for a running server.
import type { ChildProcess } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type Account, start } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';

/** Settings of the server, by their names in postgresql.conf. */
export type Settings = Record<string, string>;

export async function serverPid(cluster: Cluster): Promise<number | undefined> {
	const pid = await recordedPid(cluster);
	return pid !== undefined && (await works(pid, cluster)) ? pid : undefined;
}

/**
 * A record of a dead server whose number is taken (by its zombie, by a stranger) would keep a new one from starting. The
 * number is replaced by an impossible one and the rest kept, so that PostgreSQL still looks for left-over backends.
 */
export async function disownDeadServer(cluster: Cluster): Promise<void> {
	const pid = await recordedPid(cluster);
	if (pid === undefined || (await works(pid, cluster)) || !exists(pid)) return;
	const [, ...rest] = (await readFile(cluster.pidFile, 'utf8')).split('\n');
	await writeFile(cluster.pidFile, [2 ** 31 - 2, ...rest].join('\n'));
}

/** Starts the server in a session of its own, so that neither Ctrl-C nor our end reaches it. */
export async function launch(
	cluster: Cluster,
	binaries: Binaries,
	account: Account,
	settings: Settings
): Promise<ChildProcess> {
	const log = await open(cluster.log, 'a', 0o600);
	try {
		await log.chown(account.uid, account.gid);
		const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const child = start(account, binaries.postgres, ['-D', cluster.data, ...args], {
			detached: true,
			stdio: ['ignore', log.fd, log.fd]
		});
		// Why it did not start stands in its log; whoever waits for it looks there.
		child.on('error', () => undefined);
		child.unref();
		return child;
	} finally {
		await log.close();
	}
}

/** Fast shutdown: sessions are ended, everything is written. */
export async function stopServer(cluster: Cluster, patienceMs: number): Promise<void> {
	for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
		const pid = await serverPid(cluster);
		if (pid === undefined) return;
		process.kill(pid, signal);
		const deadline = Date.now() + patienceMs;
		while (Date.now() < deadline) {
			if ((await serverPid(cluster)) === undefined) return;
			await wait(20);
		}
	}
	throw new Error(`PostgreSQL in ${cluster.data} does not stop; see ${cluster.log}`);
}

async function recordedPid(cluster: Cluster): Promise<number | undefined> {
	try {
		const pid = Number.parseInt(await readFile(cluster.pidFile, 'utf8'), 10);
		return pid > 0 ? pid : undefined;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return undefined;
		throw error;
	}
}

/** By the command line, which everyone may read; a zombie has none. */
async function works(pid: number, cluster: Cluster): Promise<boolean> {
	try {
		const [, flag, data] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
		return flag === '-D' && data === cluster.data;
	} catch (error) {
		if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return false;
		throw error;
	}
}

function exists(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return hasCode(error, 'EPERM');
	}
}

export function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
