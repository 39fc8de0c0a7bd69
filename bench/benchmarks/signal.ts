// What it costs to tell everybody something (B8), in turns with bare socket.io, and how late it is told while half of
// the city joins.
import type { Benchmark, Workshop } from '../benchmark.ts';
import type { City, Meeting } from '../city/city.ts';
import { audience, doorOf, endMeeting, enter, podium, signIn, takePodium } from '../city/gathering.ts';
import type { Generator } from '../generator/generator.ts';
import type { OrderReport } from '../generator/orders.ts';
import { limits } from '../limits.ts';
import { figureOf, type Value } from '../report/result.ts';
import { measure, throughout, type Used } from '../report/meter.ts';
import { median, percentileOr, ratios, spread } from '../report/statistics.ts';
import { number } from '../report/table.ts';
import { requireAll } from './peers.ts';

/** Slower than the room's pace (`media-server/rooms/pace.ts`): each change is told by itself. */
const perSecond = 3;
const hands = 8;
const stormSeconds = 15;
const calmly = 8;
const rounds = 5;

/** Who raises hands, and how many are told of it. */
type Room = { generator: Generator; group: string; names: string[]; told: number; pids: () => Groups };
type Groups = Record<string, number[]>;
type Round = OrderReport<'hands'> & { used: Used; cost: (name: string) => number };

export const signal: Benchmark = {
	name: 'signal',
	usual: { sites: 253, seconds: 60 },
	async run(workshop, { sites, seconds }) {
		const city = await workshop.city();
		const [from, to, late] = [workshop.generator(), workshop.generator(), workshop.generator()];
		const meeting = await city.convene(sites);
		await takePodium(city, meeting, from);
		const names = meeting.clerks.map(({ signInName }) => signInName);
		const half = names.length >> 1;
		await signIn(city, to, meeting.clerks.slice(0, half));
		await signIn(city, late, meeting.clerks.slice(half));
		await enter(city, meeting, to, audience, names.slice(0, half), false);
		const raisers = names.slice(0, Math.min(hands, half));
		const storm = await stormed(city, meeting, { to, late }, { raisers, comers: names.slice(half) });
		// Every change is told to all sites, here and in the other generator, and to the chair.
		const room = { generator: to, group: audience, names: raisers, told: names.length + 1 };
		const bare = await bareRoom(workshop, names);
		const [own, plain]: [Round[], Round[]] = [[], []];
		for (let round = 0; round < rounds; round++) {
			own.push(await play({ ...room, pids: () => city.processes }, seconds / rounds));
			plain.push(await play(bare, seconds / rounds));
		}
		await late.ask('leave', { group: audience });
		await endMeeting(meeting, { from, to });
		const total = own.map(({ cost }) => cost('signalling') + cost('web'));
		const costs = plain.map(({ cost }) => cost('server'));
		const against = spread(ratios(total, costs));
		workshop.note(
			`one delivery ÷ bare socket.io: ${number(against.least)} to ${number(against.most)} in ${rounds} rounds in turns`
		);
		const of = (name: string) => median(own.map(({ cost }) => cost(name)));
		const [calm, bareCalm] = [heardIn(own), heardIn(plain)];
		const limit = limits.signal;
		return {
			figures: [
				figureOf('one delivery', median(total), 'µs CPU', { peers: { 'bare socket.io': median(costs) } }),
				figureOf('one delivery ÷ bare socket.io', against.median, '×', limit.timesBare),
				figureOf('of it signalling', of('signalling'), 'µs CPU'),
				figureOf('of it the web program, passing on', of('web'), 'µs CPU'),
				figureOf('heard during a join of half the city, p99', p(storm, 0.99), 'ms', limit.heardP99),
				figureOf('heard in calm, p99', p(calm, 0.99), 'ms', {
					peers: { 'bare socket.io': p(bareCalm, 0.99) }
				}),
				figureOf('heard in calm, p50', p(calm, 0.5), 'ms', { peers: { 'bare socket.io': p(bareCalm, 0.5) } }),
				figureOf('tellings that arrived, calm', arrived(calm), '%', {
					...limit.arrived,
					peers: { 'bare socket.io': arrived(bareCalm) }
				}),
				figureOf('tellings that arrived, during the join', arrived(storm), '%', limit.arrived)
			],
			used: throughout(own.map(({ used }) => used)),
			notes: [
				`${perSecond} hands a second; each is written to the log before it is told, the bare server only tells`
			]
		};
	}
};

/** Hands go up and down while the other half comes. */
async function stormed(
	city: City,
	meeting: Meeting,
	{ to, late }: { to: Generator; late: Generator },
	{ raisers, comers }: { raisers: string[]; comers: string[] }
): Promise<number[]> {
	const raising = to.ask('hands', { group: audience, names: raisers, perSecond, seconds: stormSeconds });
	const door = doorOf(city, meeting);
	const order = { group: audience, door, names: comers, watch: true, width: comers.length };
	const entered = late.ask('enter', order);
	const { latencies } = await raising;
	requireAll('entries', (await entered).failed);
	return latencies;
}

async function bareRoom(workshop: Workshop, names: string[]): Promise<Room> {
	const bare = await workshop.bare();
	const generator = workshop.generator();
	const door = { kind: 'bare', origin: bare.origin } as const;
	const order = { group: podium, door, names, watch: false, width: calmly };
	requireAll('entries of the bare server', (await generator.ask('enter', order)).failed);
	const pids = () => ({ server: [bare.pid] });
	return { generator, group: podium, names: names.slice(0, hands), told: names.length, pids };
}

async function play({ generator, group, names, told, pids }: Room, seconds: number): Promise<Round> {
	const done = measure(pids);
	const raised = await generator.ask('hands', { group, names, perSecond, seconds });
	const used = done();
	// Microseconds of a program's processor time for each telling.
	const cost = (name: string) => ((used.by[name]?.cpu ?? 0) * 1e6) / (raised.changes * told);
	return { ...raised, used, cost };
}

const heardIn = (played: readonly Round[]) => played.flatMap(({ latencies }) => latencies);
const lostIn = (latencies: readonly number[]) => latencies.filter((one) => one === Infinity).length;

/** Percent. */
const arrived = (latencies: readonly number[]) =>
	(100 * (latencies.length - lostIn(latencies))) / latencies.length;

/** What was not told counts as told last. */
function p(latencies: readonly number[], share: number): Value {
	return percentileOr(
		latencies,
		share,
		`${lostIn(latencies)} of ${latencies.length} tellings did not arrive`
	);
}
