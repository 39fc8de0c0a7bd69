// Locks that the operating system takes back when their holder dies, however it dies.
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 300;

/**
 * Takes the lock that belongs to a folder or file; gives what releases it, or nothing when another process has it.
 * A Linux abstract socket exists as long as its process listens, and only one can.
 * @param {string} path
 * @returns {Promise<(() => Promise<void>) | undefined>}
 */
export function tryLock(path) {
	const name = `\0diem-cau-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => socket.destroy());
		server.unref();
		server.once('listening', () => resolve(() => new Promise((done) => server.close(() => done()))));
		server.once('error', (error) => {
			if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
			else reject(error);
		});
		server.listen(name);
	});
}

/**
 * Runs `work` while no other process of this machine runs work for the same path.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(path, work) {
	let release = await tryLock(path);
	if (!release) console.log('Another set-up is at work here. Waiting for it.');
	while (!release) {
		await pause(pollMs);
		release = await tryLock(path);
	}
	try {
		return await work();
	} finally {
		await release();
	}
}
