// After a kill -9 of the supervisor its programs end by themselves, but not at once. The next start waits for them,
// so that ports and recordings are free.
import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { endGroup, groupRuns, readProc } from './process-group.ts';

const patienceMs = 10_000;

const noted = v.object({
	/** Process ids mean nothing after a restart of the machine or in another container. */
	machine: v.string(),
	programs: v.array(v.object({ pid: v.number(), script: v.string() }))
});

export function notePrograms(
	dataDir: string,
	programs: { pid?: number | undefined; script: string }[]
): void {
	const running = programs.flatMap(({ pid, script }) => (pid ? [{ pid, script }] : []));
	writeFileSync(fileIn(dataDir), JSON.stringify({ machine: thisMachine(), programs: running }));
}

export function forgetPrograms(dataDir: string): void {
	rmSync(fileIn(dataDir), { force: true });
}

export async function endStrays(dataDir: string): Promise<void> {
	const strays = readNoted(dataDir).filter(({ pid, script }) => isOurs(pid, script));
	await Promise.all(strays.map(({ pid }) => endGroup(pid, patienceMs)));
	forgetPrograms(dataDir);
}

function readNoted(dataDir: string) {
	try {
		const { machine, programs } = v.parse(noted, JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
		return machine === thisMachine() ? programs : [];
	} catch {
		// Missing after a clean stop; torn when the machine died while it was written.
		return [];
	}
}

/** A group whose leader died can only be the one we knew: its number is not given out again while it has members. */
function isOurs(pid: number, script: string): boolean {
	const command = readProc(`${pid}/cmdline`);
	return command ? command.split('\0').includes(script) : groupRuns(pid);
}

function thisMachine(): string {
	return `${readProc('sys/kernel/random/boot_id')?.trim()} ${readlinkSync('/proc/self/ns/pid')}`;
}

function fileIn(dataDir: string): string {
	return join(dataDir, 'programs.json');
}
