import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What may be thrown away and made again, shared by all clones of this user. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'diem-cau');

/** One hash over names and contents of all wanted files under the given ones. */
export function hashFiles(paths: string[], wanted: (path: string) => boolean = () => true): string {
	const hash = createHash('sha256');
	const files = paths.flatMap(filesUnder).map((file) => ({ file, path: relative(projectFolder, file) }));
	for (const { file, path } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
		if (wanted(path)) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

function filesUnder(path: string): string[] {
	const stat = statSync(path, { throwIfNoEntry: false });
	if (!stat) return [];
	if (!stat.isDirectory()) return [path];
	return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}
