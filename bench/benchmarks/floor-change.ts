// The floor goes to every site once (B5): from the click to the first packet of the new picture, which is the begin of a
// key frame, at 95 % of the sites.
import type { Benchmark } from '../benchmark.ts';
import { audience, endMeeting, enter, podium, signIn, takePodium } from '../city/gathering.ts';
import type { Generator } from '../generator/generator.ts';
import { all, limits } from '../limits.ts';
import { turnPatience, type OrderReport } from '../generator/orders.ts';
import { figureOf, type Value } from '../report/result.ts';
import { measure } from '../report/meter.ts';
import { percentile, percentileOr } from '../report/statistics.ts';
import { requireAll } from './peers.ts';
import { faint } from './profile.ts';

const bareTurns = 20;
const calmly = 8;
const seen = 'click to new picture at 95 % of the sites';

type Turned = OrderReport<'turns'>;

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
		const limit = limits.floor;
		const peers = (share: number) => ({ peers: { 'bare server': percentileOf(bare, share) } });
		const shown = (share: number) => percentileOf(turned, share);
		const asked = turned.keyFramesAsked;
		return {
			figures: [
				figureOf(`${seen}, p95 of changes`, shown(0.95), 'ms', { ...limit.shownP95, ...peers(0.95) }),
				figureOf(`${seen}, p99 of changes`, shown(0.99), 'ms', limit.shownP99),
				figureOf(`${seen}, p50 of changes`, shown(0.5), 'ms', peers(0.5)),
				figureOf('click to answer, p95', percentile(turned.granted, 0.95), 'ms'),
				figureOf(
					`a site did not see a change within ${turnPatience / 1000} s`,
					turned.pairs === 0 ? { why: 'nobody watched' } : turned.missed,
					`of ${turned.pairs} pairs`,
					limit.missed
				),
				figureOf(
					`key frames asked for in one change, worst of ${asked.length}`,
					asked.length === 0 ? { why: 'no change was followed by enough time' } : Math.max(...asked),
					'requests',
					limit.keyFrames
				),
				// What took too long was broken off.
				figureOf('changes', turned.shown.length, 'changes', all(names.length))
			],
			used
		};
	}
};

/** Of the changes: infinite ones count, and where the share lies among them nothing can be said. */
function percentileOf({ shown }: Turned, share: number): Value {
	const late = shown.filter((took) => took === Infinity).length;
	const fewer = 'fewer than 95 % of the sites saw it';
	const why = `in ${late} of ${shown.length} changes ${fewer} within ${turnPatience / 1000} s`;
	return percentileOr(shown, share, why);
}

/** The same with nothing but mediasoup and socket.io: no rights, no log, no database. */
async function bareChanges(
	workshop: Parameters<Benchmark['run']>[0],
	to: Generator,
	count: number,
	seconds: number
): Promise<Turned> {
	const bare = await workshop.bare();
	const names = Array.from({ length: count }, (_, index) => `site ${index}`);
	const door = { kind: 'bare', origin: bare.origin } as const;
	const group = podium;
	const entered = await to.ask('enter', { group, door, names, watch: true, width: calmly });
	requireAll('entries of the bare server', entered.failed);
	const leader = names.at(-1) ?? '';
	return to.ask('turns', {
		group,
		leader,
		names: names.slice(0, Math.min(bareTurns, count - 1)),
		watchers: count,
		streams: faint,
		seconds
	});
}
