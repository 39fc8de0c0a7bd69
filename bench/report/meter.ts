// What processes and cores used between two looks.
import { coreShares, readCores, useOf, type ProcessUse } from './machine.ts';

export type Used = {
	seconds: number;
	cores: number[];
	steal: number;
	/** Seconds of processor time, by the name of the processes. */
	by: Record<string, ProcessUse & { cpu: number }>;
};

/** Begins to measure; the answer ends it. The numbers are asked for at both ends, because processes come and go. */
export function measure(groups: () => Record<string, number[]>): () => Used {
	const look = () => Object.fromEntries(Object.entries(groups()).map(([name, pids]) => [name, useOf(pids)]));
	const [began, cores, before] = [performance.now(), readCores(), look()];
	return () => {
		const after = look();
		const by = Object.entries(after).map(([name, use]) => {
			const then = before[name] ?? { user: 0, system: 0, memory: 0 };
			const [user, system] = [use.user - then.user, use.system - then.system];
			return [name, { user, system, cpu: user + system, memory: use.memory }];
		});
		return {
			seconds: (performance.now() - began) / 1000,
			...coreShares(cores, readCores()),
			by: Object.fromEntries(by)
		};
	};
}
