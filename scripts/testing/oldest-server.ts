import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binariesIn } from '#lib/server/platform/postgres/binaries.ts';
import { startEmbedded } from '#lib/server/platform/postgres/embedded.ts';
import { urlOf } from '../../tests/support/database-server.ts';

/** Runs `work` with the address of a throw-away server made of Debian's programs. */
export async function withOldestServer<T>(binFolder: string, work: (url: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-oldest-'));
	const server = await startEmbedded(join(folder, 'data'), {
		binaries: binariesIn(binFolder),
		durable: false
	});
	try {
		return await work(urlOf(server.connection));
	} finally {
		await server.stop();
		await rm(folder, { recursive: true });
	}
}
