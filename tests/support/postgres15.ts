// A server of the oldest version we support, from Debian's package postgresql-15, as an administrator would have it:
// reached over TCP, made with the system's locale. Temporary.
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binariesIn } from '../../src/lib/server/platform/postgres/binaries.ts';
import { startEmbedded } from '../../src/lib/server/platform/postgres/embedded.ts';

const programs = '/usr/lib/postgresql/15/bin';

export function hasPostgres15(): boolean {
	return existsSync(join(programs, 'postgres'));
}

/** Yields the URL for TEST_DATABASE_URL or DATABASE_URL; its role may create databases and is no superuser. */
export async function startPostgres15(): Promise<{ url: string; stop(): Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'diem-cau-postgres15-'));
	await chmod(folder, 0o711);
	const server = await startEmbedded(join(folder, 'data'), {
		binaries: binariesIn(programs),
		port: await freePort(),
		locale: ['--locale=C.UTF-8'],
		durable: false
	});
	const { user, password, port, database } = server.connection;
	return {
		url: `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
		async stop() {
			await server.stop();
			await rm(folder, { recursive: true });
		}
	};
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => {
				if (address !== null && typeof address === 'object') resolve(address.port);
				else reject(new Error('no free port'));
			});
		});
	});
}
