import { statfs } from 'node:fs/promises';

/** What the rest of the system needs to go on when a recording has filled the disk. */
const reserve = 512 * 1024 * 1024;

export async function requireSpace(folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	if (bavail * bsize < reserve) throw new Error(`too little space is left in ${folder}`);
}
