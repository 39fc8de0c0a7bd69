// The kernel gives a socket less buffer than it was asked for, and says nothing. With the default, 250 sites that
// send in the same millisecond lose a quarter of their packets.
import { readFile } from 'node:fs/promises';

export const wantedBuffer = 4 * 1024 * 1024;

const limits = { receive: 'rmem_max', send: 'wmem_max' } as const;

export type BufferShortage = { setting: string; has: number; wanted: number; remedy: string };

/** What the kernel will not grant; empty when all is well, or where there is no such limit to read. */
export async function bufferShortages(folder = '/proc/sys/net/core'): Promise<BufferShortage[]> {
	const shortages = await Promise.all(
		Object.values(limits).map(async (name) => {
			const has = await readLimit(`${folder}/${name}`);
			if (has === undefined || has >= wantedBuffer) return [];
			const setting = `net.core.${name}`;
			return [{ setting, has, wanted: wantedBuffer, remedy: `sysctl -w ${setting}=${wantedBuffer}` }];
		})
	);
	return shortages.flat();
}

async function readLimit(file: string): Promise<number | undefined> {
	try {
		return Number(await readFile(file, 'utf8'));
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
		throw cause;
	}
}
