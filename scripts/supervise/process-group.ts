import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 100;
const askAgainMs = 500;

/** Signals a program and all that it started. Quiet when none of them is left. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-leader, signal);
	} catch (cause) {
		if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
	}
}

/** Whether any process of the group still runs. The dead whom nobody has buried (zombies) do not count. */
export function groupRuns(leader: number): boolean {
	return readdirSync('/proc').some((name) => {
		const stat = /^\d+$/.test(name) ? readProc(`${name}/stat`) : undefined;
		// The program's name stands in brackets and may hold anything; state, parent and group follow it.
		const [state, , group] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
		return Number(group) === leader && state !== 'Z';
	});
}

/** A file of /proc, unless its process has just ended. */
export function readProc(path: string): string | undefined {
	try {
		return readFileSync(`/proc/${path}`, 'utf8');
	} catch {
		return undefined;
	}
}

/**
 * Resolves when all of a group are gone: asked again and again, because ffmpeg looks at a first signal only between
 * two packets and its sender may be dead, and killed after `patience` milliseconds.
 */
export async function endGroup(leader: number, patience: number): Promise<void> {
	const deadline = Date.now() + patience;
	for (let askAt = 0; groupRuns(leader);) {
		const now = Date.now();
		if (now > deadline) signalGroup(leader, 'SIGKILL');
		else if (now >= askAt) {
			signalGroup(leader, 'SIGTERM');
			askAt = now + askAgainMs;
		}
		await pause(pollMs);
	}
}
