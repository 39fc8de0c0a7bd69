// The peers with their viewers, ready to play against the product.
import type { Workshop } from '../benchmark.ts';
import type { Generator } from '../generator/generator.ts';
import { mountpoint } from '../peers/janus.ts';
import type { Contender } from './contest.ts';
import { kindsOf, stage } from './profile.ts';

/** How many join at a time; the peers' joins are not judged here. */
const width = 10;
const tunedLoops = 2;

export const names = {
	raw: 'raw mediasoup',
	janus: 'Janus',
	tuned: `Janus event_loops=${tunedLoops}`
} as const;

/** Raw mediasoup and, where it is, Janus as it comes and at its best: each with so many viewers. */
export async function peersWith(
	workshop: Workshop,
	generators: { from: Generator; to: Generator },
	viewers: number
): Promise<Contender[]> {
	const { from, to } = generators;
	const kinds = kindsOf(stage);
	const bare = await workshop.bare();
	const seats = Array.from({ length: viewers }, (_, index) => `viewer ${index}`);
	await from.ask('inject', { group: names.raw, streams: stage, ports: await bare.inject(kinds) });
	const door = { kind: 'bare', origin: bare.origin } as const;
	const entered = await to.ask('enter', { group: names.raw, door, names: seats, watch: true, width });
	requireAll(names.raw, entered.failed);
	await to.ask('ready', { group: names.raw, streams: stage.length });
	const peers = [contender(names.raw, generators, viewers, [bare.workerPid])];
	for (const [name, loops] of [
		[names.janus, 0],
		[names.tuned, tunedLoops]
	] as const) {
		const janus = await workshop.janus(kinds, loops);
		if (janus === undefined) continue;
		await from.ask('inject', { group: name, streams: stage, ports: janus.ports });
		const order = { group: name, url: janus.url, mountpoint, count: viewers, width };
		requireAll(name, (await to.ask('view', order)).failed);
		peers.push(contender(name, generators, viewers, [janus.pid]));
	}
	return peers;
}

function contender(
	name: string,
	{ from, to }: { from: Generator; to: Generator },
	viewers: number,
	pids: number[]
): Contender {
	return {
		name,
		from: { generator: from, group: name },
		to: { generator: to, group: name, viewers },
		pids: () => pids
	};
}

export function requireAll(name: string, failed: readonly string[]): void {
	if (failed.length > 0) throw new Error(`${name} failed: ${reasons(failed).join(', ')}`);
}

/** Equal ones counted. */
export function reasons(failed: readonly string[]): string[] {
	const equal = Object.entries(Object.groupBy(failed, (why) => why));
	return equal.map(([why, all]) => `${all?.length ?? 0} × ${why}`);
}
