// What it costs to tell everybody something (B8), and how late it is told while half of the city joins.
import type { Benchmark } from '../benchmark.ts';
import { audience, doorOf, endMeeting, enter, podium, signIn, takePodium } from '../city/gathering.ts';
import { figureOf } from '../report/result.ts';
import { measure } from '../report/meter.ts';
import { percentile } from '../report/statistics.ts';
import { requireAll } from './peers.ts';

/** Slower than the room's pace (`media-server/rooms/pace.ts`): each change is told by itself. */
const perSecond = 3;
const hands = 8;
const stormSeconds = 15;
const calmly = 8;

export const signal: Benchmark = {
	name: 'signal',
	usual: { sites: 253, seconds: 40 },
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
		const order = { group: audience, names: names.slice(0, Math.min(hands, half)), perSecond };

		const raising = to.ask('hands', { ...order, seconds: stormSeconds });
		const stormed = late.ask('enter', {
			group: audience,
			door: doorOf(city, meeting),
			names: names.slice(half),
			watch: true,
			width: names.length
		});
		const storm = await raising;
		requireAll('entries', (await stormed).failed);

		const done = measure(() => city.processes);
		const calm = await to.ask('hands', { ...order, seconds });
		const used = done();
		await late.ask('leave', { group: audience });
		await endMeeting(meeting, { from, to });
		const bare = await bareHands(workshop, names, seconds);

		// Every change is told to all sites, here and in the other generator, and to the chair.
		const deliveries = calm.changes * (names.length + 1);
		const cost = (name: string) => ((used.by[name]?.cpu ?? 0) * 1e6) / deliveries;
		const total = cost('signalling') + cost('web');
		return {
			figures: [
				figureOf('one delivery', total, 'µs CPU', { peers: { 'bare socket.io': bare.cost } }),
				figureOf('one delivery ÷ bare socket.io', total / bare.cost, '×', { most: 2 }),
				figureOf('of it signalling', cost('signalling'), 'µs CPU'),
				figureOf('of it the web program, passing on', cost('web'), 'µs CPU'),
				figureOf('heard during a join of half the city, p99', percentile(storm.latencies, 0.99), 'ms', {
					most: 50
				}),
				figureOf('heard in calm, p99', percentile(calm.latencies, 0.99), 'ms', {
					peers: { 'bare socket.io': percentile(bare.latencies, 0.99) }
				}),
				figureOf('heard in calm, p50', percentile(calm.latencies, 0.5), 'ms', {
					peers: { 'bare socket.io': percentile(bare.latencies, 0.5) }
				}),
				figureOf('tellings that arrived', (100 * calm.latencies.length) / calm.expected, '%', { least: 100 })
			],
			used,
			notes: [
				`${perSecond} hands a second; each is written to the log before it is told, the bare server only tells`
			]
		};
	}
};

async function bareHands(workshop: Parameters<Benchmark['run']>[0], names: string[], seconds: number) {
	const bare = await workshop.bare();
	const to = workshop.generator();
	const door = { kind: 'bare', origin: bare.origin } as const;
	const entered = await to.ask('enter', { group: podium, door, names, watch: false, width: calmly });
	requireAll('entries of the bare server', entered.failed);
	const done = measure(() => ({ server: [bare.pid] }));
	const raised = await to.ask('hands', { group: podium, names: names.slice(0, hands), perSecond, seconds });
	const { by } = done();
	return { ...raised, cost: ((by.server?.cpu ?? 0) * 1e6) / (raised.changes * names.length) };
}
