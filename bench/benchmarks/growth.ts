// From a small meeting to the whole city: what one site costs must not grow with their number.
import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark, Workshop } from '../benchmark.ts';
import type { City } from '../city/city.ts';
import {
	audience,
	endMeeting,
	enter,
	fillStage,
	podium,
	receiveStage,
	signIn,
	takePodium
} from '../city/gathering.ts';
import { limits } from '../limits.ts';
import { growthOf, leastCpu, leastMemory, marginal } from '../report/marginal.ts';
import { figureOf, type Figure, type Value } from '../report/result.ts';
import { measure, type Used } from '../report/meter.ts';

const sizes = [16, 64, 128, 253];
const programs = ['web', 'signalling', 'worker', 'database'] as const;
/** Below this what the programs do anyway weighs more than the sites. */
const leastToCompare = 64;
const kilo = 1000;

type Cost = { what: string; unit: string; value: Value };
type Step = { sites: number; delivered: number; sourceShare: number; used: Used; costs: Cost[] };

export const growth: Benchmark = {
	name: 'growth',
	usual: { sites: 253, seconds: 15 },
	async run(workshop, { sites, seconds }) {
		const steps: Step[] = [];
		const wanted = [...sizes.filter((size) => size < sites), sites];
		for (const size of wanted) {
			// Each begins with a product and a database of its own: what an earlier size left behind is no cost of the next.
			const city = await workshop.ownCity();
			steps.push(await grow(workshop, city, size, seconds));
			await workshop.leaveCity(city);
		}
		const first = steps.find((step) => step.sites >= Math.min(leastToCompare, sites)) ?? steps[0];
		const last = steps.at(-1);
		if (first === undefined || last === undefined) throw new Error('nothing was measured');
		if (first === last) workshop.note(`one size alone: growth is judged from ${leastToCompare} sites on`);
		return {
			figures: last.costs.flatMap((cost) => courseOf(cost, steps, first, last)),
			used: last.used,
			delivered: Math.min(...steps.map(({ delivered }) => delivered)),
			sourceShare: Math.min(...steps.map(({ sourceShare }) => sourceShare)),
			notes: [
				'cost per site, less what the programs do in as long a time while nobody comes; memory is what all of them hold more than before',
				'a fresh product and database for each size'
			]
		};
	}
};

/** One cost from size to size, and how much it grew. */
function courseOf({ what, unit }: Cost, steps: readonly Step[], first: Step, last: Step): Figure[] {
	const valueIn = ({ costs }: Step): Value =>
		costs.find((cost) => cost.what === what)?.value ?? { why: 'nothing was counted' };
	const growth = growthOf(valueIn(first), valueIn(last));
	return [
		...steps.map((step) => figureOf(`${what}, ${step.sites} sites`, valueIn(step), unit)),
		...(first === last
			? []
			: [figureOf(`${what}, ${last.sites} against ${first.sites} sites`, growth, '×', limits.growth)])
	];
}

async function grow(workshop: Workshop, city: City, sites: number, seconds: number): Promise<Step> {
	const [from, to] = [workshop.generator(), workshop.generator()];
	const meeting = await city.convene(sites);
	await takePodium(city, meeting, from);
	const speaker = await fillStage(city, meeting, from);
	const people = meeting.clerks.filter(({ signInName }) => signInName !== speaker);
	const names = people.map(({ signInName }) => signInName);
	await signIn(city, to, people);
	const using = async (event: () => Promise<unknown>) => {
		const done = measure(() => city.processes);
		await event();
		return done();
	};
	const began = memory(await using(() => Promise.resolve()));
	const calm = await using(() => pause(seconds * 1000));
	const joined = await using(async () => {
		await enter(city, meeting, to, audience, names, true);
		await receiveStage(to);
	});
	const { noticeBytes } = await to.ask('count', { group: audience });
	let [sent, due] = [0, 0];
	const used = await using(async () => {
		await from.ask('play', { group: podium });
		await pause(seconds * 1000);
		({ sent, due } = await from.ask('pause', { group: podium }));
		await pause(1000);
	});
	const after = await to.ask('count', { group: audience });
	await endMeeting(meeting, { from, to });
	await Promise.all([from.end(), to.end()]);
	const count = people.length;
	const kilobytes = (bytes: number): Value => bytes / count / kilo;
	return {
		sites,
		used,
		delivered: (100 * after.packets) / (sent * count),
		sourceShare: sent / due,
		costs: [
			...programCosts('for a join', calm, joined, count, 1),
			{ what: 'socket for a join', unit: 'kB', value: kilobytes(noticeBytes) },
			...programCosts('for a second', calm, used, count, seconds),
			{ what: 'media for a second', unit: 'kB', value: kilobytes(after.bytes / seconds) },
			{ what: 'memory', unit: 'kB', value: memoryCost(began, memory(calm), memory(used), count) }
		]
	};
}

/** Milliseconds of processor time of each program, for a site and so many seconds. */
function programCosts(what: string, calm: Used, busy: Used, sites: number, seconds: number): Cost[] {
	const say = (cpu: number) => `${Math.round(cpu * kilo)} ms`;
	return programs.map((name) => {
		const cpu = ({ by }: Used) => by[name]?.cpu ?? Number.NaN;
		const without = (cpu(calm) / calm.seconds) * busy.seconds;
		const span = { without, with: cpu(busy), noise: Math.max(leastCpu, without) };
		const cost = marginal(span, sites, say);
		return {
			what: `${name} ${what}`,
			unit: 'ms CPU',
			value: typeof cost === 'number' ? (cost * kilo) / seconds : cost
		};
	});
}

function memoryCost(began: number, calm: number, used: number, sites: number): Value {
	const say = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
	const span = { without: calm, with: used, noise: Math.max(leastMemory, Math.abs(calm - began)) };
	const cost = marginal(span, sites, say);
	return typeof cost === 'number' ? cost / kilo : cost;
}

/** Of the programs that stay: the database's count what they share once for each connection. */
const memory = ({ by }: Used) =>
	programs.filter((name) => name !== 'database').reduce((total, name) => total + (by[name]?.memory ?? 0), 0);
