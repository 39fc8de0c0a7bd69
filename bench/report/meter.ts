// What processes and cores used between two looks.
import { coreShares, readCores, useOf, type ProcessUse } from './machine.ts';

export type Used = {
	seconds: number;
	cores: number[];
	steal: number;
	/** Seconds of processor time, by the name of the processes. */
	by: Record<string, ProcessUse & { cpu: number }>;
};

const none: ProcessUse = { user: 0, system: 0, memory: 0 };

/** Begins to measure; the answer ends it. The numbers are asked for at both ends, because processes come and go. */
export function measure(groups: () => Record<string, number[]>): () => Used {
	const pids = new Set(Object.values(groups()).flat());
	const before = new Map([...pids].map((pid) => [pid, useOf([pid])]));
	const [began, cores] = [performance.now(), readCores()];
	return () => ({
		seconds: (performance.now() - began) / 1000,
		...coreShares(cores, readCores()),
		by: Object.fromEntries(Object.entries(groups()).map(([name, now]) => [name, usedBy(now, before)]))
	});
}

type Machine = Pick<Used, 'seconds' | 'cores' | 'steal'>;

/** Of the machine in several spans together: what holds of the last one need not hold of all. */
export function throughout(spans: readonly Machine[]): Omit<Machine, 'seconds'> {
	const all = spans.reduce((total, { seconds }) => total + seconds, 0);
	const mean = (of: (span: Machine) => number) =>
		spans.reduce((total, span) => total + of(span) * span.seconds, 0) / all;
	return {
		cores: (spans[0]?.cores ?? []).map((_, core) => mean(({ cores }) => cores[core] ?? 0)),
		steal: spans.length === 0 ? 0 : mean(({ steal }) => steal)
	};
}

/** Process by process: one that was replaced meanwhile must not be subtracted from its successor. */
function usedBy(pids: readonly number[], before: ReadonlyMap<number, ProcessUse>) {
	const sum = { user: 0, system: 0, cpu: 0, memory: 0 };
	for (const pid of pids) {
		const [use, then] = [useOf([pid]), before.get(pid) ?? none];
		sum.user += use.user - then.user;
		sum.system += use.system - then.system;
		sum.memory += use.memory;
	}
	return { ...sum, cpu: sum.user + sum.system };
}
