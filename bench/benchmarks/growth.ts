// From a small meeting to the whole city: what one site costs must not grow with their number.
import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark, Workshop } from '../benchmark.ts';
import { audience, endMeeting, enter, fillStage, podium, signIn, takePodium } from '../city/gathering.ts';
import { figureOf } from '../report/result.ts';
import { measure, type Used } from '../report/meter.ts';

const sizes = [16, 64, 128, 253];
const programs = ['web', 'signalling', 'worker'] as const;
const mostGrowth = 1.2;
/** Below this what the programs do anyway weighs more than the sites. */
const leastToCompare = 64;

type Step = {
	sites: number;
	delivered: number;
	sourceShare: number;
	used: Used;
	costs: Record<string, number>;
};

export const growth: Benchmark = {
	name: 'growth',
	usual: { sites: 253, seconds: 15 },
	async run(workshop, { sites, seconds }) {
		const steps: Step[] = [];
		const wanted = [...sizes.filter((size) => size < sites), sites];
		for (const size of wanted) steps.push(await grow(workshop, size, seconds));
		const first = steps.find((step) => step.sites >= Math.min(leastToCompare, sites)) ?? steps[0];
		const last = steps.at(-1);
		if (first === undefined || last === undefined) throw new Error('nothing was measured');
		const figures = Object.keys(last.costs).flatMap((name) => {
			const [unit = '', ...words] = name.split(' ').toReversed();
			const what = words.toReversed().join(' ').replaceAll('_', ' ');
			const [small, large] = [first.costs[name] ?? Number.NaN, last.costs[name] ?? Number.NaN];
			return [
				...steps.map((step) =>
					figureOf(`${what}, ${step.sites} sites`, step.costs[name] ?? Number.NaN, unit.replaceAll('_', ' '))
				),
				...(last === first
					? []
					: [
							figureOf(`${what}, ${last.sites} against ${first.sites} sites`, large / small, '×', {
								most: mostGrowth
							})
						])
			];
		});
		return {
			figures,
			used: last.used,
			delivered: Math.min(...steps.map(({ delivered }) => delivered)),
			sourceShare: Math.min(...steps.map(({ sourceShare }) => sourceShare)),
			notes: ['cost per site; memory is what all programs hold more than before the meeting']
		};
	}
};

async function grow(workshop: Workshop, sites: number, seconds: number): Promise<Step> {
	const city = await workshop.city();
	const [from, to] = [workshop.generator(), workshop.generator()];
	const meeting = await city.convene(sites);
	await takePodium(city, meeting, from);
	const speaker = await fillStage(city, meeting, from);
	const people = meeting.clerks.filter(({ signInName }) => signInName !== speaker);
	await signIn(city, to, people);
	const before = measure(() => city.processes)();
	const joining = measure(() => city.processes);
	await enter(
		city,
		meeting,
		to,
		audience,
		people.map(({ signInName }) => signInName),
		true
	);
	const joined = joining();
	const { noticeBytes } = await to.ask('count', { group: audience });
	const done = measure(() => city.processes);
	await from.ask('play', { group: podium });
	await pause(seconds * 1000);
	const { sent, due } = await from.ask('pause', { group: podium });
	await pause(1000);
	const used = done();
	const after = await to.ask('count', { group: audience });
	await endMeeting(meeting, { from, to });
	await Promise.all([from.end(), to.end()]);
	const count = people.length;
	return {
		sites,
		used,
		delivered: (100 * after.packets) / (sent * count),
		sourceShare: sent / due,
		costs: {
			...Object.fromEntries(
				programs.map((name) => [`${name}_for_a_join ms_CPU`, (cpu(joined, name) * 1000) / count])
			),
			'socket_for_a_join kB': noticeBytes / count / 1000,
			...Object.fromEntries(
				programs.map((name) => [`${name}_for_a_second ms_CPU`, (cpu(used, name) * 1000) / seconds / count])
			),
			'media_for_a_second kB': after.bytes / seconds / count / 1000,
			'memory kB': (memory(used) - memory(before)) / count / 1000
		}
	};
}

const cpu = ({ by }: Used, name: string) => by[name]?.cpu ?? 0;
const memory = ({ by }: Used) => programs.reduce((total, name) => total + (by[name]?.memory ?? 0), 0);
