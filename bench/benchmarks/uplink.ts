// All sites send at once (B15): every frame of every thumbnail in one burst, into one socket.
import type { Benchmark } from '../benchmark.ts';
import { audience, endMeeting, enter, podium, signIn, takePodium } from '../city/gathering.ts';
import type { Generator } from '../generator/generator.ts';
import type { OrderReport } from '../generator/orders.ts';
import { all, limits } from '../limits.ts';
import { readDrops } from '../report/machine.ts';
import { figureOf, type Value } from '../report/result.ts';
import { measure, type Used } from '../report/meter.ts';
import { median } from '../report/statistics.ts';
import { number } from '../report/table.ts';
import { requireAll } from './peers.ts';
import { thumbnail, thumbnailsPerSecond } from './profile.ts';

const calmly = 8;

export const uplink: Benchmark = {
	name: 'uplink',
	usual: { sites: 253, seconds: 20 },
	async run(workshop, { sites, seconds }) {
		const city = await workshop.city();
		const [from, to] = [workshop.generator(), workshop.generator()];
		const meeting = await city.convene(sites, 'open');
		await takePodium(city, meeting, from);
		await signIn(city, to, meeting.clerks);
		const names = meeting.clerks.map(({ signInName }) => signInName);
		await enter(city, meeting, to, audience, names, false);
		const worker = () => city.processes.worker;
		const own = await playBurst(to, { group: audience, names, seconds, rtcPort: city.rtcPort, worker });
		await endMeeting(meeting, { from, to });
		const raised = await bareBurst(workshop, to, names, seconds, 'raised');
		const usual = await bareBurst(workshop, to, names, seconds, 'default');
		workshop.note(
			`the longest of ${own.widths.length} bursts took ${number(Math.max(...own.widths))} ms to leave`
		);
		const peers = (of: (burst: Burst) => Value) => ({
			peers: { 'raw mediasoup, raised buffers': of(raised), 'raw mediasoup, default buffers': of(usual) }
		});
		return {
			figures: [
				figureOf('lost at the socket', droppedOf(own), '%', { ...limits.uplink.lost, ...peers(droppedOf) }),
				figureOf('sent, but not counted by the worker', uncountedOf(own), '%', {
					...limits.uplink.lost,
					...peers(uncountedOf)
				}),
				figureOf('streams on which the server reported', own.reported, 'streams', {
					...all(names.length),
					...peers(({ reported }) => reported)
				}),
				figureOf('a burst, from its first packet to its last', median(own.widths), 'ms', {
					...peers(({ widths }) => median(widths))
				}),
				figureOf('worker', costOf(own), 'µs/packet in', peers(costOf)),
				figureOf('packets in', own.sent / seconds, 'packets/s')
			],
			used: own.used,
			delivered: deliveredOf(own),
			sourceShare: own.sent / own.due
		};
	}
};

type Burst = OrderReport<'burst'> & OrderReport<'counted'> & { drops: number; used: Used };

/** The figures of the machine are those of the bursts alone, without what comes before and after them. */
async function playBurst(
	to: Generator,
	of: { group: string; names: string[]; seconds: number; rtcPort: number; worker: () => number[] }
): Promise<Burst> {
	const { group, names, seconds, rtcPort, worker } = of;
	await to.ask('line-up', { group, names, stream: thumbnail });
	const dropped = readDrops(rtcPort);
	const done = measure(() => ({ worker: worker() }));
	const sent = await to.ask('burst', { group, seconds, framesPerSecond: thumbnailsPerSecond });
	const used = done();
	const counted = await to.ask('counted', { group });
	return { ...sent, ...counted, drops: readDrops(rtcPort) - dropped, used };
}

const costOf = ({ used, sent }: Burst) => ((used.by.worker?.cpu ?? 0) * 1e6) / sent;
const droppedOf = ({ drops, sent }: Burst) => (100 * drops) / sent;

/** Percent. What was not reported is not known: it is no loss, and it is none the less for that. */
function uncountedOf({ sent, packets, reported, streams }: Burst): Value {
	if (reported === streams) return (100 * (sent - packets)) / sent;
	return { why: `the server reported on ${reported} of ${streams} streams` };
}

function deliveredOf(burst: Burst): number {
	const uncounted = uncountedOf(burst);
	return typeof uncounted === 'number' ? 100 - uncounted : Number.NaN;
}

async function bareBurst(
	workshop: Parameters<Benchmark['run']>[0],
	to: Generator,
	names: string[],
	seconds: number,
	buffers: 'raised' | 'default'
): Promise<Burst> {
	const bare = await workshop.bare(buffers);
	const group = `${podium} ${buffers}`;
	const door = { kind: 'bare', origin: bare.origin } as const;
	const entered = await to.ask('enter', { group, door, names, watch: false, width: calmly });
	requireAll('entries of the bare server', entered.failed);
	const worker = () => [bare.workerPid];
	const played = await playBurst(to, { group, names, seconds, rtcPort: bare.rtcPort, worker });
	await to.ask('leave', { group });
	return played;
}
