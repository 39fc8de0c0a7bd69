// What a benchmark answers, and the file that holds it.
import * as v from 'valibot';
import type { Measured } from '../benchmark.ts';

const peer = v.object({ name: v.string(), value: v.number() });

const figure = v.object({
	name: v.string(),
	value: v.number(),
	unit: v.string(),
	/** What the machine itself needs for the same work, measured in this run. */
	floor: v.nullable(v.number()),
	/** Others at the same work in this run, in the same unit. */
	peers: v.array(peer),
	/** What must hold; null where the figure only informs. */
	target: v.nullable(v.object({ kind: v.picklist(['most', 'least']), value: v.number() })),
	pass: v.nullable(v.boolean())
});

const conditions = v.object({
	sites: v.number(),
	seconds: v.number(),
	/** Shares of one core, 0 to 1, while the figures were taken. */
	cores: v.array(v.number()),
	/** The core on which the load is made. */
	generatorCore: v.number(),
	steal: v.number(),
	/** Of the last minute, when the benchmark began. */
	load: v.number()
});

const result = v.object({
	name: v.string(),
	/** Every target held, in a run that counts. */
	pass: v.boolean(),
	/** Why the benchmark was not run. */
	skipped: v.nullable(v.string()),
	/** Why its absolute figures are not to be believed; empty when they are. */
	doubts: v.array(v.string()),
	/** Percent of what was sent to all receivers; null where nothing is sent. */
	delivered: v.nullable(v.number()),
	figures: v.array(figure),
	notes: v.array(v.string()),
	conditions
});

export const report = v.object({
	date: v.string(),
	machine: v.string(),
	versions: v.record(v.string(), v.string()),
	benchmarks: v.array(result)
});

export type Report = v.InferOutput<typeof report>;
export type Result = v.InferOutput<typeof result>;
export type Figure = v.InferOutput<typeof figure>;
export type Conditions = v.InferOutput<typeof conditions>;

type Given = {
	floor?: number;
	peers?: Record<string, number>;
	most?: number;
	least?: number;
};

/** A figure that could not be measured (not a number) passes nothing. */
export function figureOf(name: string, value: number, unit: string, given: Given = {}): Figure {
	const { floor = null, peers = {}, most, least } = given;
	const target =
		most !== undefined
			? ({ kind: 'most', value: most } as const)
			: least !== undefined
				? ({ kind: 'least', value: least } as const)
				: null;
	const holds = target?.kind === 'most' ? value <= target.value : target !== null && value >= target.value;
	return {
		name,
		value,
		unit,
		floor,
		peers: Object.entries(peers).map(([peerName, peerValue]) => ({ name: peerName, value: peerValue })),
		target,
		pass: target === null ? null : holds
	};
}

const leastSource = 0.98;
const mostGenerator = 0.95;
const mostSteal = 0.01;
const leastDelivered = 99.5;

type Judged = Pick<Measured, 'figures' | 'delivered' | 'sourceShare' | 'notes'>;

/** The rules under which a run counts at all. */
export function doubtsAbout(measured: Judged, conditions: Conditions): string[] {
	const { delivered, sourceShare } = measured;
	const core = conditions.cores[conditions.generatorCore] ?? 0;
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
	return [
		...(sourceShare !== undefined && sourceShare < leastSource
			? [`the source sent ${percent(sourceShare)} of its target`]
			: []),
		...(core >= mostGenerator ? [`the generator's core was busy ${percent(core)}`] : []),
		...(conditions.steal > mostSteal ? [`the machine lost ${percent(conditions.steal)} to others`] : []),
		...(delivered !== undefined && delivered < leastDelivered
			? [`only ${delivered.toFixed(2)} % was delivered`]
			: [])
	];
}

export function resultOf(name: string, measured: Judged, conditions: Conditions): Result {
	const doubts = doubtsAbout(measured, conditions);
	return {
		name,
		pass: doubts.length === 0 && measured.figures.every(({ pass }) => pass !== false),
		skipped: null,
		doubts,
		delivered: measured.delivered ?? null,
		figures: measured.figures,
		notes: measured.notes ?? [],
		conditions
	};
}

/** What broke on the way is a finding, too, and the other benchmarks go on. */
export function failedResult(name: string, why: string, conditions: Conditions): Result {
	return { ...skippedResult(name, '', conditions), skipped: null, doubts: [`it failed: ${why}`] };
}

export function skippedResult(name: string, reason: string, conditions: Conditions): Result {
	return {
		name,
		pass: false,
		skipped: reason,
		doubts: [],
		delivered: null,
		figures: [],
		notes: [],
		conditions
	};
}
