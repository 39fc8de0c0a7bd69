import { readFileSync } from 'node:fs';

/** In the kernel's ticks. */
export type ProcessorTime = {
	user: number;
	/** What the kernel did for it: of a media worker nearly all is sending. */
	system: number;
	/** It works, or waits for a processor to work on. */
	runnable: boolean;
};

const none: ProcessorTime = { user: 0, system: 0, runnable: false };

/** Of a process (proc_pid_stat(5): utime, stime and state); none when it is gone. */
export function processorTime(pid: number): ProcessorTime {
	try {
		return ticksOf(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch (cause) {
		if (absent(cause)) return none;
		throw cause;
	}
}

/** What reading about a process that is gone, or where there is no procfs, fails with. */
export function absent(cause: unknown): boolean {
	return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ESRCH');
}

/** The name of the program, in parentheses, may hold anything; the numbers come after it. */
export function ticksOf(stat: string): ProcessorTime {
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return { user: Number(fields[11]), system: Number(fields[12]), runnable: fields[0] === 'R' };
}
