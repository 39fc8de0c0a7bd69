// The one place where the demo's passwords stand: a file of the data folder, readable by its owner only.
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const account = v.object({
	role: v.picklist(['chair', 'secretary', 'operator', 'administrator', 'clerk']),
	unitCode: v.string(),
	unitName: v.string(),
	name: v.string(),
	signInName: v.string(),
	password: v.string()
});
export type DemoAccount = v.InferOutput<typeof account>;

export function accountsFile(dataDir: string): string {
	return join(dataDir, 'demo-accounts.json');
}

export async function hasAccounts(dataDir: string): Promise<boolean> {
	return stat(accountsFile(dataDir)).then(() => true, isMissing);
}

/** Undefined before the first start of the demo. */
export async function readAccounts(dataDir: string): Promise<DemoAccount[] | undefined> {
	if (!(await hasAccounts(dataDir))) return undefined;
	return v.parse(v.array(account), JSON.parse(await readFile(accountsFile(dataDir), 'utf8')));
}

/** The file appears when `keep` succeeds, whole or not at all. */
export async function writeAccounts(
	dataDir: string,
	accounts: DemoAccount[],
	keep: () => Promise<void>
): Promise<void> {
	const file = accountsFile(dataDir);
	const draft = `${file}.${process.pid}`;
	const lines = accounts.map((entry) => JSON.stringify(entry));
	try {
		await writeFile(draft, `[\n\t${lines.join(',\n\t')}\n]\n`, { mode: 0o600, flush: true });
		await keep();
		await rename(draft, file);
	} finally {
		await rm(draft, { force: true });
	}
}

function isMissing(cause: unknown): false {
	if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
	throw cause;
}
