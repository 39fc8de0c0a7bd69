// The files of the embedded server. DATA_DIR/postgres: cluster/, connection.json, server.log and the socket.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Account, run } from './account.ts';
import type { Binaries } from './binaries.ts';
import { writeConnection } from './connection.ts';

export interface Cluster {
	folder: string;
	data: string;
	log: string;
	pidFile: string;
}

export interface CreationOptions {
	/** For tests: Initdb's locale arguments. */
	locale?: string[];
	/** For tests: false trades safety for speed. */
	durable?: boolean;
}

const databaseName = 'diem_cau';
const vietnamese = ['--locale-provider=icu', '--icu-locale=vi-VN', '--locale=C'];

export function clusterIn(folder: string): Cluster {
	const data = join(folder, 'cluster');
	return { folder, data, log: join(folder, 'server.log'), pidFile: join(data, 'postmaster.pid') };
}

/**
 * Made aside and renamed when complete: whoever is killed half way leaves nothing that looks like a database, and of
 * two that start at once one wins and the other finds the winner's.
 */
export async function createCluster(
	folder: string,
	binaries: Binaries,
	account: Account,
	options: CreationOptions
): Promise<void> {
	if (existsSync(clusterIn(folder).data)) return;
	await sweepHalfMade(folder);
	const draft = await mkdtemp(`${folder}.new-`);
	try {
		await chown(draft, account.uid, account.gid);
		await fillCluster(draft, binaries, account, options);
		await rename(draft, folder);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		if (existsSync(clusterIn(folder).data)) return;
		throw error;
	}
}

async function fillCluster(folder: string, binaries: Binaries, account: Account, options: CreationOptions) {
	const { data } = clusterIn(folder);
	const passwordFile = join(folder, 'superuser');
	// Nobody keeps the superuser's password; the product's own role owns its database and may make others.
	await writeFile(passwordFile, randomPassword(), { mode: 0o600 });
	await chown(passwordFile, account.uid, account.gid);
	await run(account, binaries.initdb, [
		...['-D', data, '-U', 'postgres', '--auth=scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'],
		...(options.locale ?? vietnamese),
		'--data-checksums',
		...(options.durable === false ? ['--no-sync'] : [])
	]);
	await rm(passwordFile);
	const password = randomPassword();
	await run(
		account,
		binaries.postgres,
		['--single', '-D', data, '-c', 'exit_on_error=on', 'postgres'],
		`create role ${databaseName} login createdb password '${password}'\n` +
			`create database ${databaseName} owner ${databaseName}\n`
	);
	const connection = { host: folder, port: 5432, user: databaseName, password, database: databaseName };
	await writeConnection(folder, connection, account);
}

function randomPassword(): string {
	return randomBytes(24).toString('base64url');
}

const abandonedAfterMs = 10 * 60_000;

async function sweepHalfMade(folder: string): Promise<void> {
	const parent = dirname(folder);
	for (const name of await readdir(parent)) {
		if (!name.startsWith(`${basename(folder)}.new-`)) continue;
		const path = join(parent, name);
		if (Date.now() - (await stat(path)).mtimeMs > abandonedAfterMs) await rm(path, { recursive: true });
	}
}

/** Data of another major version cannot be opened; say so before PostgreSQL says it in its log. */
export async function requireVersion(cluster: Cluster, major: string): Promise<void> {
	const made = (await readFile(join(cluster.data, 'PG_VERSION'), 'utf8')).trim();
	if (made !== major) {
		throw new Error(
			`${cluster.data} was made by PostgreSQL ${made}, this program brings ${major}. ` +
				'Dump it with the old version and restore it into the new one (docs/operations.md).'
		);
	}
}
