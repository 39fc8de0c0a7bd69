// The programs of the product under test, found by what they run and whose data they use.
import { readdirSync, readFileSync } from 'node:fs';
import { productDataDir } from './participant.ts';

export function pidOf(entry: string): number {
	const [found] = pidsOf(entry);
	if (found === undefined) throw new Error(`${entry} does not run.`);
	return found;
}

export function pidsOf(entry: string): number[] {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	return pids.filter((pid) => read(pid, 'cmdline').includes(entry) && isOurs(pid)).map(Number);
}

function isOurs(pid: string): boolean {
	return read(pid, 'environ').split('\0').includes(`DATA_DIR=${productDataDir()}`);
}

function read(pid: string, file: string): string {
	try {
		return readFileSync(`/proc/${pid}/${file}`, 'utf8');
	} catch (cause) {
		// It has ended since the folder was listed.
		if (cause instanceof Error && 'code' in cause && ['ENOENT', 'ESRCH'].includes(String(cause.code)))
			return '';
		throw cause;
	}
}
