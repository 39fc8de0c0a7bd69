// What the kernel tells of processes, cores and sockets. The parsing is pure; times are in seconds, sizes in bytes.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;
const pageSize = 4096;

export type ProcessUse = { user: number; system: number; memory: number };

/** `/proc/<pid>/stat`: the name in brackets may hold anything, spaces and brackets, too. */
export function parseProcessStat(text: string): ProcessUse & { parent: number; state: string } {
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	const at = (index: number) => Number(fields[index]);
	return {
		state: fields[0] ?? '',
		parent: at(1),
		user: at(11) / ticksPerSecond,
		system: at(12) / ticksPerSecond,
		memory: at(21) * pageSize
	};
}

export type CoreTimes = { busy: number; steal: number; all: number };

/** `/proc/stat`, the lines of the single cores. Waiting for a disk is not work. */
export function parseCores(text: string): CoreTimes[] {
	return text
		.split('\n')
		.filter((line) => /^cpu\d+ /.test(line))
		.map((line) => {
			const times = line.split(/\s+/).slice(1, 9).map(Number);
			const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, softirq = 0, steal = 0] = times;
			const busy = user + nice + system + irq + softirq;
			return { busy, steal, all: busy + idle + waiting + steal };
		});
}

/** Share of the time between two looks that each core worked, and that was stolen from all. */
export function coreShares(before: CoreTimes[], after: CoreTimes[]): { cores: number[]; steal: number } {
	const spans = after.map((now, core) => {
		const then = before[core] ?? { busy: 0, steal: 0, all: 0 };
		return { busy: now.busy - then.busy, steal: now.steal - then.steal, all: now.all - then.all || 1 };
	});
	const all = spans.reduce((total, span) => total + span.all, 0) || 1;
	return {
		cores: spans.map((span) => span.busy / span.all),
		steal: spans.reduce((total, span) => total + span.steal, 0) / all
	};
}

/** `/proc/net/udp`: packets that the kernel threw away because a socket of this port was full. */
export function parseDrops(text: string, port: number): number {
	return text
		.split('\n')
		.slice(1)
		.map((line) => line.trim().split(/\s+/))
		.filter(([, local]) => local !== undefined && Number.parseInt(local.split(':')[1] ?? '', 16) === port)
		.reduce((total, fields) => total + Number(fields.at(-1)), 0);
}

/** Those of all numbers that live; ended processes used nothing more. */
export function useOf(pids: readonly number[]): ProcessUse {
	const sum = { user: 0, system: 0, memory: 0 };
	for (const pid of pids) {
		const file = `/proc/${pid}/stat`;
		if (!existsSync(file)) continue;
		const use = parseProcessStat(readFileSync(file, 'utf8'));
		sum.user += use.user;
		sum.system += use.system;
		sum.memory += use.memory;
	}
	return sum;
}

/** A process and all below it. */
export function familyOf(pid: number): { pid: number; command: string }[] {
	const all = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => describe(Number(name)));
	const family = new Set([pid]);
	for (let before = 0; before !== family.size;) {
		before = family.size;
		for (const one of all) if (family.has(one.parent)) family.add(one.pid);
	}
	return all.filter((one) => family.has(one.pid));
}

function describe(pid: number): { pid: number; parent: number; command: string }[] {
	try {
		const { parent } = parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
		return [{ pid, parent, command }];
	} catch {
		// It has ended since the folder was listed.
		return [];
	}
}

/** All threads of a process, and what it starts from now on, run on this core (or on these: `0,1`). */
export function pin(pid: number, cores: string): void {
	execFileSync('taskset', ['-acp', cores, String(pid)], { stdio: 'ignore' });
}

export const readCores = () => parseCores(readFileSync('/proc/stat', 'utf8'));
export const readDrops = (port: number) => parseDrops(readFileSync('/proc/net/udp', 'utf8'), port);
export const readLoad = () => Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);

/** Where to look for a free port: two runs that look at once must not find the same. */
export const somewhereIn = (thousand: number) => thousand + Math.floor(Math.random() * 900);
