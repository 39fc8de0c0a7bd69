// The floor goes to every site once (B5): from the click to the first packet of the new picture at 95 % of the sites.
import type { Benchmark } from '../benchmark.ts';
import { audience, endMeeting, enter, podium, signIn, takePodium } from '../city/gathering.ts';
import type { Generator } from '../generator/generator.ts';
import { figureOf } from '../report/result.ts';
import { measure } from '../report/meter.ts';
import { percentile } from '../report/statistics.ts';
import { requireAll } from './peers.ts';
import { faint } from './profile.ts';

const bareTurns = 20;
const calmly = 8;

export const floorChange: Benchmark = {
	name: 'floor',
	usual: { sites: 253, seconds: 420 },
	async run(workshop, { sites, seconds }) {
		const city = await workshop.city();
		const [from, to] = [workshop.generator(), workshop.generator()];
		const meeting = await city.convene(sites);
		await takePodium(city, meeting, from);
		const { operator } = meeting.officers;
		// Who clicks and who sees must have one clock: the chair's second device leads.
		await signIn(city, to, [meeting.officers.secretary, operator, ...meeting.clerks]);
		const names = meeting.clerks.map(({ signInName }) => signInName);
		const leader = meeting.officers.secretary.signInName;
		await enter(city, meeting, to, audience, [leader, ...names], true);
		const done = measure(() => city.processes);
		const order = { group: audience, leader, names, watchers: sites, streams: faint, seconds };
		const turned = await to.ask('turns', order);
		const used = done();
		await endMeeting(meeting, { from, to });
		const bare = await bareChanges(workshop, to, sites - 1, seconds / 4);
		const p = (share: number) => percentile(turned.shown, share);
		const missed = turned.shown.filter((took) => !Number.isFinite(took)).length;
		return {
			figures: [
				figureOf('click to new picture, p95', p(0.95), 'ms', {
					most: 500,
					peers: { 'bare server': percentile(bare, 0.95) }
				}),
				figureOf('click to new picture, p99', p(0.99), 'ms', { most: 1000 }),
				figureOf('click to new picture, p50', p(0.5), 'ms', {
					peers: { 'bare server': percentile(bare, 0.5) }
				}),
				figureOf('click to answer, p95', percentile(turned.granted, 0.95), 'ms'),
				figureOf('changes that nobody saw', missed, 'changes', { most: 0 }),
				figureOf('key frames asked for in one change', Math.max(...turned.keyFramesAsked), 'requests', {
					most: 1
				}),
				// What took too long was broken off.
				figureOf('changes', turned.shown.length, 'changes', { least: names.length })
			],
			used
		};
	}
};

/** The same with nothing but mediasoup and socket.io: no rights, no log, no database. */
async function bareChanges(
	workshop: Parameters<Benchmark['run']>[0],
	to: Generator,
	count: number,
	seconds: number
): Promise<number[]> {
	const bare = await workshop.bare();
	const names = Array.from({ length: count }, (_, index) => `site ${index}`);
	const door = { kind: 'bare', origin: bare.origin } as const;
	const group = podium;
	const entered = await to.ask('enter', { group, door, names, watch: true, width: calmly });
	requireAll('entries of the bare server', entered.failed);
	const leader = names.at(-1) ?? '';
	const turned = await to.ask('turns', {
		group,
		leader,
		names: names.slice(0, Math.min(bareTurns, count - 1)),
		watchers: count,
		streams: faint,
		seconds
	});
	return turned.shown;
}
