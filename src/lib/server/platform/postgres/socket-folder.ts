import { createHash } from 'node:crypto';
import { chown, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { hasCode } from './process.ts';

// What fits into sockaddr_un, less the closing zero.
const longestPath = 107;

// What lists of hosts and folders take for a separator.
const separators = /[,:"]/;

/** Where the server's socket lies: in its folder, or in a short private one where that path does not serve. */
export async function socketFolder(folder: string, account: Account): Promise<string> {
	const length = Buffer.byteLength(join(folder, '.s.PGSQL.54321.lock'));
	if (length <= longestPath && !separators.test(folder)) return folder;
	const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
	const short = `/tmp/diem-cau-${name}`;
	try {
		await mkdir(short, { mode: 0o700 });
		await chown(short, account.uid, account.gid);
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) throw error;
	}
	const found = await lstat(short);
	// Anybody may make folders in /tmp: one that is not ours could belong to someone who waits for a password.
	const safe = found.isDirectory() && found.uid === account.uid && (found.mode & 0o077) === 0;
	if (!safe)
		throw new Error(`${short} must be a folder of mode 700 that belongs to ${account.name}; remove it`);
	return short;
}
