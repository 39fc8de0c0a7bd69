// What forwarding one packet costs (B2): the worker against what the machine itself needs, and its peers.
import { freePorts } from '../../scripts/supervise/network.ts';
import { cores, type Benchmark } from '../benchmark.ts';
import { limits } from '../limits.ts';
import { throughout } from '../report/meter.ts';
import { figureOf, type Figure } from '../report/result.ts';
import { median, ratios, spread } from '../report/statistics.ts';
import { number } from '../report/table.ts';
import { contest, cost, worst, type Round } from './contest.ts';
import { peersWith } from './peers.ts';
import { PlainFanOut, type FanOutRound } from './plain-fan-out.ts';
import { somewhereIn } from '../report/machine.ts';

const rounds = 5;
const sizes = [1100, 200] as const;
const floorSeconds = 1;

type Measurement = { size: number; floors: number[]; worker: FanOutRound[] };

export const forward: Benchmark = {
	name: 'forward',
	usual: { sites: 253, seconds: 4 },
	async run(workshop, { sites, seconds }) {
		const floor = await workshop.floor();
		const port = await freePorts(somewhereIn(25_000), 1, '127.0.0.1', true);
		const fanOut = await PlainFanOut.start(cores.worker, sites - 1, port);
		const found: Measurement[] = sizes.map((size) => ({ size, floors: [], worker: [] }));
		for (let round = 0; round < rounds; round++) {
			for (const { size, floors, worker } of found) {
				const drain = await floor.drain(cores.load, port);
				floors.push(await floor.cost(cores.worker, size, floorSeconds, port));
				await drain.end();
				worker.push(await fanOut.round(floor, cores.load, size, seconds));
			}
		}
		fanOut.close();
		const generators = { from: workshop.generator(), to: workshop.generator() };
		const peers = await contest(await peersWith(workshop, generators, sites - 1), rounds, seconds);
		for (const { size, floors, worker } of found) {
			const { least, most } = spread(
				ratios(
					worker.map((round) => round.cost),
					floors
				)
			);
			workshop.note(`worker ÷ floor, ${size} B: ${number(least)} to ${number(most)} in ${rounds} rounds`);
		}
		for (const [name, played] of peers) {
			workshop.note(
				`${name} over WebRTC: ${(worst(played) * 100).toFixed(1)} % delivered in its worst round`
			);
		}
		const all = found.flatMap(({ worker }) => worker);
		return {
			figures: [...found.flatMap((one) => figuresOf(one, peers)), ...peerFigures(peers)],
			used: throughout(all.map(({ used }) => used)),
			delivered: 100 * Math.min(...all.map(({ delivered }) => delivered)),
			sourceShare: Math.min(...all.map(({ sourceShare }) => sourceShare))
		};
	}
};

function figuresOf({ size, floors, worker }: Measurement, peers: Map<string, Round[]>): Figure[] {
	const own = worker.map((round) => round.cost);
	const against = spread(ratios(own, floors));
	const others = Object.fromEntries([...peers].map(([name, played]) => [name, cost(played)]));
	return [
		figureOf(`worker, ${size} B, SRTP`, median(own), 'µs/packet', {
			floor: median(floors),
			// The peers play a whole stage, whose packets are as large as these on average.
			...(size === sizes[0] ? { peers: others } : {})
		}),
		figureOf(`worker ÷ floor, ${size} B`, against.median, '×', { floor: 1, ...limits.forward })
	];
}

function peerFigures(peers: Map<string, Round[]>): Figure[] {
	return [...peers].map(([name, played]) => {
		const megabits = median(played.map((round) => round.megabits));
		return figureOf(`${name}, stage over WebRTC`, megabits, 'Mbit/s');
	});
}
