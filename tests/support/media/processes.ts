// Child processes of this test run, as the kernel knows them.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface RunningProcess {
	pid: number;
	command: string;
}

/** Descendants of a process whose command line has these words. */
export async function descendants(of: number, words: string): Promise<RunningProcess[]> {
	const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
	const all = (await Promise.all(numbers.map(describe))).flat();
	const family = new Set([of]);
	// Parents have been started before their children, but numbers may have gone round.
	for (let before = 0; before !== family.size;) {
		before = family.size;
		for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
	}
	return all.filter(({ pid, command }) => pid !== of && family.has(pid) && command.includes(words));
}

/** The process to which this UDP port belongs. */
export async function boundTo(port: number | undefined): Promise<number> {
	const { stdout } = await run('ss', ['-lunpH', `sport = :${port}`]);
	const pid = /pid=(\d+)/.exec(stdout)?.[1];
	if (pid === undefined) throw new Error(`nobody has UDP port ${port}`);
	return Number(pid);
}

async function describe(pid: number): Promise<(RunningProcess & { parent: number })[]> {
	try {
		const [stat, command] = await Promise.all([
			readFile(`/proc/${pid}/stat`, 'utf8'),
			readFile(`/proc/${pid}/cmdline`, 'utf8')
		]);
		const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		if (state === 'Z') return [];
		return [{ pid, parent: Number(parent), command: command.replaceAll('\0', ' ') }];
	} catch {
		// It has ended in the meantime.
		return [];
	}
}
