// The whole city in one chaired meeting (B1): who has the floor and the chair, seen and heard by every site; in turns
// with its peers; and four real pages in the same meeting.
import { availableParallelism } from 'node:os';
import { familyOf, pin } from '../report/machine.ts';
import { cores, type Benchmark, type Workshop } from '../benchmark.ts';
import type { City, Meeting } from '../city/city.ts';
import { audience, enter, fillStage, podium, receiveStage, signIn, takePodium } from '../city/gathering.ts';
import type { Generator } from '../generator/generator.ts';
import { throughout } from '../report/meter.ts';
import { figureOf, type Figure, type Limit, type Value } from '../report/result.ts';
import { median, ratios, spread } from '../report/statistics.ts';
import { number } from '../report/table.ts';
import { contest, cost, costs, playRound, worst, type Contender, type Round } from './contest.ts';
import { chromiumPath } from '../../tests/browser/support/chromium.ts';
import { limits } from '../limits.ts';
import { noChromium, openPages, watchPage, type Seen } from './pages.ts';
import { names, peersWith } from './peers.ts';

const rounds = 5;
const roundSeconds = 5;
const sliceSeconds = 30;
/** Of the real pages; one more is the secretary's, at the main site. An operator's shows the wall, not the stage. */
const realSites = 3;
/**
 * With fewer cores the decoders of four pages starve the worker, and nobody sees anything: there the pages come when
 * the long round is over, and as many sites stay beside them as two cores can serve.
 */
const coresForAll = 4;
const sitesBesidePages = 48;
const longestWatch = 45;
/** A phone's: without a graphics card a PC's would cost more to draw than to decode. */
const screen = { width: 390, height: 844 };
const ours = 'meeting';
/** What is left of a page's watch while the stage starts and stops. */
const margin = 4;

type Generators = { from: Generator; to: Generator };
type Watched = Seen[] | { why: string };

export const meeting: Benchmark = {
	name: 'meeting',
	usual: { sites: 253, seconds: 180 },
	async run(workshop, { sites, seconds }) {
		const together = availableParallelism() >= coresForAll;
		const city = await workshop.city();
		const generators = { from: workshop.generator(), to: workshop.generator() };
		const held = await city.convene(sites);
		await takePodium(city, held, generators.from);
		await fillStage(city, held, generators.from);
		const withPages = chromiumPath() !== undefined;
		const first = together && withPages;
		const contender = await fillRoom(city, held, generators, first ? realSites : 0);
		const beside = together ? sites : Math.min(sites, sitesBesidePages);
		const [long, seenByAll] = first
			? await watched(city, held, contender, seconds)
			: [await playRound(contender, seconds, sliceSeconds), undefined];
		const peers = await peersWith(workshop, generators, contender.to.viewers);
		const played = await contest([contender, ...peers], rounds, roundSeconds);
		for (const peer of peers) await generators.to.ask('leave', { group: peer.to.group });
		const seen: Watched = withPages
			? (seenByAll ?? (await watchedByFewer(city, held, generators, contender, beside, seconds)))
			: { why: noChromium };
		await generators.from.ask('ask', {
			group: podium,
			name: held.officers.chair.signInName,
			command: 'meeting:end',
			message: {}
		});
		noteRounds(workshop, played);
		if (withPages && !together) {
			workshop.note(
				`the pages' decoders need cores of their own: on this machine they watch when all have been served, beside ${beside} sites`
			);
		}
		return {
			figures: [
				...deliveries(long, played),
				...pageFigures(seen, beside),
				...comparisons(played),
				...runningCosts(long, contender.to.viewers, sites)
			],
			used: throughout([long, ...(played.get(ours) ?? [])].map(({ used }) => used)),
			delivered: 100 * Math.min(long.delivered, worst(played.get(ours))),
			sourceShare: long.sourceShare
		};
	}
};

/** All but the main site and the speaker, who have their seats already; the first ones may be real pages instead. */
const seatsOf = ({ clerks }: Meeting, realOnes: number) => clerks.slice(1 + realOnes);
const namesOf = (people: readonly { signInName: string }[]) => people.map(({ signInName }) => signInName);

async function fillRoom(
	city: City,
	held: Meeting,
	generators: Generators,
	realOnes: number
): Promise<Contender> {
	const people = seatsOf(held, realOnes);
	await signIn(city, generators.to, people);
	await enter(city, held, generators.to, audience, namesOf(people), true);
	await receiveStage(generators.to);
	return contenderOf(city, generators, people.length);
}

function contenderOf(city: City, generators: Generators, viewers: number): Contender {
	return {
		name: ours,
		from: { generator: generators.from, group: podium },
		to: { generator: generators.to, group: audience, viewers },
		pids: () => city.processes.worker
	};
}

/** The secretary and some sites are real pages; the rest is the load generator's. */
async function watched(
	city: City,
	held: Meeting,
	contender: Contender,
	seconds: number
): Promise<[Round, Seen[]]> {
	const { secretary } = held.officers;
	const pages = await openPages(city, held, [secretary, ...held.clerks.slice(1, 1 + realSites)]);
	for (const { page } of pages) await page.setViewportSize(screen);
	// The generator's core has no room for decoders; the worker's processor time is counted, not its waiting.
	for (const { pid, command } of familyOf(process.pid)) {
		if (command.includes('chromium')) pin(pid, `${cores.load},${cores.worker}`);
	}
	const round = await Promise.all([
		playRound(contender, seconds, sliceSeconds),
		Promise.all(pages.map(({ page }) => watchLater(page, seconds)))
	]);
	await Promise.all(pages.map(({ browser }) => browser.close()));
	return round;
}

async function watchedByFewer(
	city: City,
	held: Meeting,
	generators: Generators,
	{ to }: Contender,
	sites: number,
	seconds: number
): Promise<Seen[]> {
	await to.generator.ask('leave', { group: to.group });
	// The sites of the pages, the speaker and the main site are there besides.
	const seats = namesOf(seatsOf(held, realSites)).slice(0, Math.max(1, sites - realSites - 2));
	await enter(city, held, generators.to, audience, seats, true);
	await receiveStage(generators.to);
	const fewer = contenderOf(city, generators, seats.length);
	const [, seen] = await watched(city, held, fewer, Math.min(seconds, longestWatch));
	return seen;
}

async function watchLater(page: Parameters<typeof watchPage>[0], seconds: number): Promise<Seen> {
	await page.waitForTimeout((margin * 1000) / 2);
	return watchPage(page, Math.max(1, seconds - margin));
}

function deliveries(long: Round, played: Map<string, Round[]>): Figure[] {
	const limit = limits.meeting;
	return [
		figureOf('delivered', 100 * long.delivered, '%', limit.delivered),
		figureOf('delivered, worst slice', 100 * Math.min(...long.slices), '%', limit.deliveredInSlice),
		figureOf('delivered, worst round between its peers', 100 * worst(played.get(ours)), '%', limit.delivered)
	];
}

/** The picture that fared worst counts, of all pages. */
function pageFigures(seen: Watched, beside: number): Figure[] {
	const limit = limits.meeting;
	const [pages, frozen, frames] = worstSeen(seen);
	return [
		figureOf('pages that see and hear', pages, 'pages', limit.pages),
		figureOf('frozen, worst picture of a page', frozen, '%', limit.frozen),
		figureOf('frames of the worst picture', frames, 'frames/s'),
		figureOf('in the room while the pages watch', 'why' in seen ? seen : beside, 'sites')
	];
}

function worstSeen(seen: Watched): [pages: Value, frozen: Value, frames: Value] {
	if ('why' in seen) return [seen, seen, seen];
	const moves = ({ pictures, sound }: Seen) =>
		sound > 0 && pictures.some(({ framesPerSecond }) => framesPerSecond > 0);
	const pages = seen.filter(moves).length;
	const blind = seen.filter(({ pictures }) => pictures.length === 0).length;
	const why = { why: `${blind} of ${seen.length} pages had no picture on the screen` };
	if (blind > 0) return [pages, why, why];
	const pictures = seen.flatMap((page) => page.pictures);
	return [
		pages,
		100 * Math.max(...pictures.map(({ frozen }) => frozen)),
		Math.min(...pictures.map(({ framesPerSecond }) => framesPerSecond))
	];
}

function comparisons(played: Map<string, Round[]>): Figure[] {
	const own = costs(played.get(ours));
	const others = [...played].filter(([name]) => name !== ours);
	const against = (name: string) => spread(ratios(own, costs(played.get(name))));
	const targets: Record<string, Limit> = {
		[names.raw]: limits.meeting.timesRaw,
		[names.tuned]: limits.meeting.timesTunedJanus
	};
	return [
		figureOf('worker', median(own), 'µs/packet', {
			peers: Object.fromEntries(others.map(([name, found]) => [name, cost(found)]))
		}),
		...others.map(([name]) => figureOf(`worker ÷ ${name}`, against(name).median, '×', targets[name]))
	];
}

/** What a city pays for such a meeting; the pages receive as much as the seats that are counted. */
function runningCosts({ used, megabits }: Round, viewers: number, sites: number): Figure[] {
	const one = megabits / viewers;
	const all = one * (sites - 1);
	return [
		figureOf('worker', (used.by.server?.cpu ?? 0) / used.seconds, 'cores'),
		figureOf('to one site', one, 'Mbit/s'),
		figureOf('to all sites', all, 'Mbit/s'),
		figureOf('to all sites', (all * 3600) / 8 / 1000, 'GB/h')
	];
}

function noteRounds(workshop: Workshop, played: Map<string, Round[]>): void {
	const own = costs(played.get(ours));
	for (const [name, found] of played) {
		const { least, most } = spread(ratios(own, costs(found)));
		const range = name === ours ? '' : `; worker ÷ ${name} ${number(least)} to ${number(most)}`;
		const delivered = (100 * worst(found)).toFixed(1);
		workshop.note(`${name}: ${delivered} % delivered in its worst of ${found.length} rounds${range}`);
	}
}
