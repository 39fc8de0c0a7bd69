// What runs for one data folder, as the kernel knows it, whoever started it.
import { readdirSync } from 'node:fs';
import { readProc } from '../../../scripts/supervise/process-group.ts';

export interface RunningProcess {
	pid: number;
	command: string;
}

/** By environment or command line; the dead whom nobody has buried (zombies) have neither. */
export function processesOf(dataDir: string): RunningProcess[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.map((name) => ({
			pid: Number(name),
			command: (readProc(`${name}/cmdline`) ?? '').replaceAll('\0', ' ').trim(),
			environment: readProc(`${name}/environ`) ?? ''
		}))
		.filter(({ command, environment }) => command.includes(dataDir) || environment.includes(dataDir))
		.map(({ pid, command }) => ({ pid, command }));
}

export function pidOf(dataDir: string, words: string): number {
	const found = processesOf(dataDir).find(({ command }) => command.includes(words));
	if (!found) throw new Error(`${words} does not run on ${dataDir}`);
	return found.pid;
}
