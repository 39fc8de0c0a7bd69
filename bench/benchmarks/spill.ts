// A meeting that is spread over two workers (B16): what the pipe between them costs, against one worker for all.
import type { Benchmark } from '../benchmark.ts';
import type { City } from '../city/city.ts';
import { audience, enter, fillStage, podium, receiveStage, signIn, takePodium } from '../city/gathering.ts';
import { largestSize, pageCost } from '#media/rtc/budget.ts';
import { limits } from '../limits.ts';
import { throughout } from '../report/meter.ts';
import { figureOf } from '../report/result.ts';
import { median, ratios, spread } from '../report/statistics.ts';
import { number } from '../report/table.ts';
import { contest, costs, worst, type Contender } from './contest.ts';
import { stage } from './profile.ts';

/** By the server's reckoning, which takes a camera that comes in one size for a large one. */
const packetsOfPage = pageCost(stage.map(({ source }) => ({ source, paused: false, size: undefined })))[
	largestSize
];
const rounds = 5;
const one = 'one worker';
const two = 'two workers';

export const spill: Benchmark = {
	name: 'spill',
	usual: { sites: 253, seconds: 8 },
	async run(workshop, { sites, seconds }) {
		const whole = await workshop.city();
		// Half of the sites find room on the first worker.
		const packets = Math.ceil(sites / 2) * packetsOfPage;
		const divided = await workshop.ownCity({ workers: 2, packets });
		const contenders = [
			await gather(workshop, one, whole, sites),
			await gather(workshop, two, divided, sites)
		];
		const played = await contest(contenders, rounds, seconds);
		const [single, both] = [played.get(one) ?? [], played.get(two) ?? []];
		const extra = spread(ratios(costs(both), costs(single)));
		workshop.note(`two workers ÷ one: ${number(extra.least)} to ${number(extra.most)} in ${rounds} rounds`);
		return {
			figures: [
				figureOf('both workers', median(costs(both)), 'µs/packet', {
					peers: { [one]: median(costs(single)) }
				}),
				figureOf('two workers ÷ one', extra.median, '×', limits.spill)
			],
			used: throughout([...single, ...both].map(({ used }) => used)),
			delivered: 100 * Math.min(worst(single), worst(both)),
			sourceShare: Math.min(...[...single, ...both].map(({ sourceShare }) => sourceShare)),
			notes: ['both workers share one core here: the figure is their processor time together']
		};
	}
};

async function gather(
	workshop: Parameters<Benchmark['run']>[0],
	name: string,
	city: City,
	sites: number
): Promise<Contender> {
	const [from, to] = [workshop.generator(), workshop.generator()];
	const meeting = await city.convene(sites);
	await takePodium(city, meeting, from);
	const speaker = await fillStage(city, meeting, from);
	const people = meeting.clerks.filter(({ signInName }) => signInName !== speaker);
	await signIn(city, to, people);
	await enter(
		city,
		meeting,
		to,
		audience,
		people.map(({ signInName }) => signInName),
		true
	);
	await receiveStage(to);
	return {
		name,
		from: { generator: from, group: podium },
		to: { generator: to, group: audience, viewers: people.length },
		pids: () => city.processes.worker
	};
}
