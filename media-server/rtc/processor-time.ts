import { readFileSync } from 'node:fs';

/** Of a process, in the kernel's ticks (proc_pid_stat(5): utime and stime); 0 when it is gone. */
export function processorTime(pid: number): number {
	try {
		return ticksOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ESRCH'))
			return 0;
		throw cause;
	}
}

/** The name of the program, in parentheses, may hold anything; the numbers come after it. */
export function ticksOf(stat: string): number {
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return Number(fields[11]) + Number(fields[12]);
}
