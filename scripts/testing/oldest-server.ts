import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binariesIn } from '#lib/server/platform/postgres/binaries.ts';
import { startEmbedded } from '#lib/server/platform/postgres/embedded.ts';
import { freePorts } from '../supervise/network.ts';

/** Runs `work` with the address of a throw-away server made of Debian's programs, reached over TCP as a city's is. */
export async function withOldestServer<T>(binFolder: string, work: (url: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-oldest-'));
	const server = await startEmbedded(join(folder, 'data'), {
		binaries: binariesIn(binFolder),
		port: await freePorts(15_432, 1, '127.0.0.1'),
		durable: false
	});
	const { user, password, port, database } = server.connection;
	try {
		return await work(`postgres://${user}:${password}@127.0.0.1:${port}/${database}`);
	} finally {
		await server.stop();
		await rm(folder, { recursive: true });
	}
}
