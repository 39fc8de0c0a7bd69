import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Connection, readConnection } from './connection.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './embedded.ts';

let folder: string;
let started: EmbeddedServer[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'diem-cau-embedded-'));
	await chmod(folder, 0o711);
	started = [];
});

afterEach(async () => {
	for (const server of started) {
		await server.stop();
		// Short socket folders lie elsewhere.
		await rm(server.connection.host, { recursive: true, force: true });
	}
	await rm(folder, { recursive: true, force: true });
});

async function start(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
	const server = await startEmbedded(dataDir, { durable: false, ...options });
	started.push(server);
	return server;
}

async function query<T>(connection: Connection, statement: string): Promise<T[]> {
	const sql = postgres({ ...connection, max: 1, onnotice: () => undefined });
	try {
		return [...(await sql.unsafe<T[]>(statement))];
	} finally {
		await sql.end();
	}
}

async function pidOf(dataDir: string): Promise<number> {
	return Number.parseInt(await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
}

async function answers(connection: Connection): Promise<boolean> {
	return query(connection, 'select 1').then(
		() => true,
		() => false
	);
}

test('a new server listens on its socket only, and its role is no superuser', async () => {
	const { connection } = await start(folder);
	expect(await query(connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
	expect(
		await query(connection, 'select rolsuper, rolcreatedb from pg_roles where rolname = current_user')
	).toEqual([{ rolsuper: false, rolcreatedb: true }]);
	const file = await stat(join(folder, 'postgres/connection.json'));
	expect(file.mode & 0o777).toBe(0o600);
	expect(await readConnection(folder)).toEqual(connection);
	await expect(query({ ...connection, password: 'wrong' }, 'select 1')).rejects.toThrow(
		/password authentication/
	);
});

test('names sort in the Vietnamese order', async () => {
	const { connection } = await start(folder);
	const rows = await query<{ name: string }>(
		connection,
		`select name from (values ('Đồng'), ('Dương'), ('Ấn'), ('An'), ('Êban'), ('Em')) as names (name) order by name`
	);
	expect(rows.map((row) => row.name)).toEqual(['An', 'Ấn', 'Dương', 'Đồng', 'Em', 'Êban']);
});

test('two starts at once on a new folder share one server, the last to stop stops it', async () => {
	const servers = await Promise.all([start(folder), start(folder), start(folder)]);
	const [first] = servers;
	const { connection } = servers[2];
	expect(first.connection).toEqual(connection);
	await Promise.all([first.stop(), servers[1].stop()]);
	expect(await answers(connection)).toBe(true);
	await servers[2].stop();
	expect(await answers(connection)).toBe(false);
});

test('all who supervise may stop at the same moment', async () => {
	const servers = await Promise.all([start(folder), start(folder)]);
	await Promise.all(servers.map((server) => server.stop()));
	expect(await answers(servers[0].connection)).toBe(false);
});

test('a killed server comes back by itself with all committed rows', async () => {
	const { connection } = await start(folder, { durable: true });
	await query(connection, `create table marks as select 'kept' as name`);
	const pid = await pidOf(folder);
	process.kill(pid, 'SIGKILL');
	await vi.waitUntil(() => answers(connection), { timeout: 10_000 });
	expect(await query(connection, 'select name from marks')).toEqual([{ name: 'kept' }]);
	expect(await pidOf(folder)).not.toBe(pid);
});

test('when its supervisor is killed the server goes on, and the next start adopts it', async () => {
	const code = `
		import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
		await startEmbedded(${JSON.stringify(folder)}, { durable: false });
		console.log('started');
	`;
	const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await once(child.stdout, 'data');
	const pid = await pidOf(folder);
	child.kill('SIGKILL');
	await once(child, 'close');
	const { connection } = await start(folder);
	expect(await answers(connection)).toBe(true);
	expect(await pidOf(folder)).toBe(pid);
});

test('a stale record whose number belongs to another process does not keep the server from starting', async () => {
	const first = await start(folder);
	const file = join(folder, 'postgres/cluster/postmaster.pid');
	const [, ...rest] = (await readFile(file, 'utf8')).split('\n');
	await first.stop();
	// A process of the same user, which PostgreSQL itself would take for a running server.
	await writeFile(file, [process.pid, ...rest].join('\n'));
	const owner = await stat(join(folder, 'postgres'));
	await chown(file, owner.uid, owner.gid);
	const second = await start(folder);
	expect(await answers(second.connection)).toBe(true);
});

test('a folder too deep for a socket gets a short private one', async () => {
	const deep = join(folder, 'a'.repeat(60), 'b'.repeat(60));
	const { connection } = await start(deep);
	expect(connection.host).toMatch(/^\/tmp\/diem-cau-[0-9a-f]{16}$/);
	expect((await stat(connection.host)).mode & 0o777).toBe(0o700);
	expect(await answers(connection)).toBe(true);
});

test('a short socket folder that somebody else made is refused', async () => {
	const deep = join(folder, 'c'.repeat(60), 'd'.repeat(60));
	const server = await start(deep);
	await server.stop();
	await rm(server.connection.host, { recursive: true });
	await mkdir(server.connection.host, { mode: 0o777 });
	await chmod(server.connection.host, 0o777);
	await expect(start(deep)).rejects.toThrow(/mode 700/);
});

test('a folder may carry Vietnamese letters, spaces, quotes and commas', async () => {
	const { connection } = await start(join(folder, `Điểm cầu, 'một' "hai"`));
	expect(await answers(connection)).toBe(true);
});

test('a folder that moved while the server stood still is served from its new place', async () => {
	const first = await start(join(folder, 'before'));
	await query(first.connection, `create table marks as select 'kept' as name`);
	await first.stop();
	await rename(join(folder, 'before'), join(folder, 'after'));
	const second = await start(join(folder, 'after'));
	expect(await query(second.connection, 'select name from marks')).toEqual([{ name: 'kept' }]);
});

test('data of another major version is refused with a word on what to do', async () => {
	const server = await start(folder);
	await server.stop();
	await writeFile(join(folder, 'postgres/cluster/PG_VERSION'), '9\n');
	await expect(start(folder)).rejects.toThrow(/made by PostgreSQL 9.*Dump it/);
});

test('a server that cannot start says why', async () => {
	const server = await start(folder);
	await server.stop();
	await writeFile(join(folder, 'postgres/cluster/postgresql.conf'), 'no_such_setting = on\n');
	await expect(start(folder)).rejects.toThrow(/no_such_setting/);
});

test.runIf(process.getuid?.() === 0)(
	'as root, data below a folder that only root may enter works',
	async () => {
		await chmod(folder, 0o700);
		const { connection } = await start(join(folder, 'data'));
		expect(await answers(connection)).toBe(true);
	}
);
