// What a benchmark answers, and the file that holds it.
import * as v from 'valibot';
import type { Measured } from '../benchmark.ts';

/** Infinity would be written as null without a word. */
const finite = v.pipe(v.number(), v.finite());

const measurement = {
	/** Null when it could not be measured; then `why` says so in words. */
	value: v.nullable(finite),
	why: v.nullable(v.pipe(v.string(), v.nonEmpty()))
};
const isTold = ({ value, why }: { value: number | null; why: string | null }) =>
	(value === null) === (why !== null);
const untold = 'a figure has either a value or a reason why it has none';

const peer = v.pipe(
	v.object({ name: v.string(), ...measurement }),
	v.check((given) => isTold(given), untold)
);

const target = v.object({ kind: v.picklist(['most', 'least']), value: finite });

const figure = v.pipe(
	v.object({
		name: v.string(),
		...measurement,
		unit: v.string(),
		/** What the machine itself needs for the same work, measured in this run. */
		floor: v.nullable(finite),
		/** Others at the same work in this run, in the same unit. */
		peers: v.array(peer),
		/** What must hold; null where the figure only informs. */
		target: v.nullable(target),
		pass: v.nullable(v.boolean())
	}),
	v.check((given) => isTold(given), untold),
	v.check(
		(given) => given.pass === verdict(given.value, given.target),
		'a figure passes what its target says'
	)
);

const conditions = v.object({
	sites: v.number(),
	seconds: v.number(),
	/** Shares of one core, 0 to 1, while the figures were taken. */
	cores: v.array(finite),
	/** The core on which the load is made. */
	generatorCore: v.number(),
	steal: finite,
	/** Of the last minute, when the benchmark began. */
	load: finite,
	/**
	 * Microseconds that a packet of 1100 B costs here at least, measured beside the figures: by how much the machine was
	 * slower than in another run. Null where no product was measured.
	 */
	floor: v.nullable(finite),
	/** How each product that was measured was set, where that is not as a user finds it. */
	product: v.array(v.string())
});

const result = v.pipe(
	v.object({
		name: v.string(),
		/** Every target held, in a run that counts. */
		pass: v.boolean(),
		/** Why the benchmark was not run. */
		skipped: v.nullable(v.string()),
		/** Why its absolute figures are not to be believed; empty when they are. */
		doubts: v.array(v.string()),
		/** Percent of what was sent to all receivers; null where nothing is sent. */
		delivered: v.nullable(finite),
		figures: v.array(figure),
		notes: v.array(v.string()),
		conditions
	}),
	v.check(
		({ pass, skipped, doubts, figures }) =>
			!pass || (skipped === null && doubts.length === 0 && figures.every((one) => one.pass !== false)),
		'a result passes when every target held, in a run that counts'
	)
);

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

/** The file of a report; throws where the report contradicts itself. */
export const written = (found: Report) => `${JSON.stringify(v.parse(report, found), null, '\t')}\n`;

/** What was found, or why nothing was. */
export type Value = number | { why: string };

export type Limit = { most?: number; least?: number };
type Given = Limit & { floor?: number; peers?: Record<string, Value> };

const notMeasured = 'nothing was counted';

function told(found: Value): { value: number | null; why: string | null } {
	if (typeof found !== 'number') return { value: null, why: found.why };
	return Number.isFinite(found) ? { value: found, why: null } : { value: null, why: notMeasured };
}

function verdict(value: number | null, wanted: v.InferOutput<typeof target> | null): boolean | null {
	if (wanted === null) return null;
	if (value === null) return false;
	return wanted.kind === 'most' ? value <= wanted.value : value >= wanted.value;
}

/** A figure that could not be measured passes nothing, and says why. */
export function figureOf(name: string, found: Value, unit: string, given: Given = {}): Figure {
	const { floor = Number.NaN, peers = {}, most, least } = given;
	const wanted =
		most !== undefined
			? ({ kind: 'most', value: most } as const)
			: least !== undefined
				? ({ kind: 'least', value: least } as const)
				: null;
	const measured = told(found);
	return {
		name,
		...measured,
		unit,
		floor: told(floor).value,
		peers: Object.entries(peers).map(([peerName, peerFound]) => ({ name: peerName, ...told(peerFound) })),
		target: wanted,
		pass: verdict(measured.value, wanted)
	};
}

const leastSource = 0.98;
const mostGenerator = 0.95;
const mostSteal = 0.01;
const leastDelivered = 99.5;

type Judged = Pick<Measured, 'figures' | 'delivered' | 'sourceShare' | 'notes'>;

/** The rules under which a run counts at all. What should have been counted, and was not, keeps them as little. */
export function doubtsAbout(measured: Judged, conditions: Conditions): string[] {
	const { delivered, sourceShare } = measured;
	const core = conditions.cores[conditions.generatorCore];
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
	const unless = (holds: boolean, doubt: string) => (holds ? [] : [doubt]);
	const isCounted = (value: number) => Number.isFinite(value);
	return [
		...(sourceShare === undefined || sourceShare >= leastSource
			? []
			: [
					isCounted(sourceShare)
						? `the source sent ${percent(sourceShare)} of its target`
						: 'what the source sent was not counted'
				]),
		...(core === undefined
			? ["how busy the generator's core was is unknown"]
			: unless(core < mostGenerator, `the generator's core was busy ${percent(core)}`)),
		...unless(conditions.steal <= mostSteal, `the machine lost ${percent(conditions.steal)} to others`),
		...(delivered === undefined || delivered >= leastDelivered
			? []
			: [
					isCounted(delivered)
						? `only ${delivered.toFixed(2)} % was delivered`
						: 'what was delivered was not counted'
				])
	];
}

export function resultOf(name: string, measured: Judged, conditions: Conditions): Result {
	const doubts = doubtsAbout(measured, conditions);
	return {
		name,
		pass: doubts.length === 0 && measured.figures.every(({ pass }) => pass !== false),
		skipped: null,
		doubts,
		delivered: told(measured.delivered ?? Number.NaN).value,
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
