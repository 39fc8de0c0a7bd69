// All sites send at once (B15): every frame of every thumbnail in the same millisecond, into one socket.
import type { Benchmark } from '../benchmark.ts';
import { audience, endMeeting, enter, podium, signIn, takePodium } from '../city/gathering.ts';
import type { Generator } from '../generator/generator.ts';
import { readDrops } from '../report/machine.ts';
import { figureOf } from '../report/result.ts';
import { measure } from '../report/meter.ts';
import { requireAll } from './peers.ts';
import { thumbnail } from './profile.ts';

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
		const dropped = readDrops(city.rtcPort);
		const done = measure(() => city.processes);
		const own = await to.ask('burst', { group: audience, names, seconds, stream: thumbnail });
		const used = done();
		const drops = readDrops(city.rtcPort) - dropped;
		await endMeeting(meeting, { from, to });
		const raised = await bareBurst(workshop, to, names, seconds, 'raised');
		const usual = await bareBurst(workshop, to, names, seconds, 'default');
		const percent = (part: number, whole: number) => (100 * part) / whole;
		return {
			figures: [
				figureOf('lost at the socket', percent(drops, own.sent), '%', {
					most: 0,
					peers: {
						'raw mediasoup, raised buffers': percent(raised.drops, raised.sent),
						'raw mediasoup, default buffers': percent(usual.drops, usual.sent)
					}
				}),
				figureOf('lost as the server reports it', percent(own.lost, own.sent), '%', { most: 0 }),
				figureOf('worker', ((used.by.worker?.cpu ?? 0) * 1e6) / own.sent, 'µs/packet in', {
					peers: { 'raw mediasoup, raised buffers': raised.cost }
				}),
				figureOf('packets in', own.sent / seconds, 'packets/s')
			],
			used,
			delivered: 100 - percent(drops, own.sent),
			sourceShare: own.sent / own.due
		};
	}
};

async function bareBurst(
	workshop: Parameters<Benchmark['run']>[0],
	to: Generator,
	names: string[],
	seconds: number,
	buffers: 'raised' | 'default'
) {
	const bare = await workshop.bare(buffers);
	const group = `${podium} ${buffers}`;
	const door = { kind: 'bare', origin: bare.origin } as const;
	const entered = await to.ask('enter', { group, door, names, watch: false, width: calmly });
	requireAll('entries of the bare server', entered.failed);
	const dropped = readDrops(bare.rtcPort);
	const done = measure(() => ({ worker: [bare.workerPid] }));
	const { sent } = await to.ask('burst', { group, names, seconds, stream: thumbnail });
	const { by } = done();
	await to.ask('leave', { group });
	return { sent, drops: readDrops(bare.rtcPort) - dropped, cost: ((by.worker?.cpu ?? 0) * 1e6) / sent };
}
