// Servers that send the same to as many viewers, in turns: what each needs for a packet.
import { setTimeout as pause } from 'node:timers/promises';
import type { Generator } from '../generator/generator.ts';
import { measure, type Used } from '../report/meter.ts';
import { median } from '../report/statistics.ts';

export interface Contender {
	name: string;
	/** Where the streams come from and where they go; the viewers are counted. */
	from: { generator: Generator; group: string };
	to: { generator: Generator; group: string; viewers: number };
	pids: () => number[];
}

export type Round = {
	packets: number;
	/** Microseconds of the server's processor time for each packet that arrived. */
	cost: number;
	/** 0 to 1. */
	delivered: number;
	sourceShare: number;
	used: Used;
	megabits: number;
};

const looksEvery = 250;

/** What a slow generator still holds in its queues has arrived all the same. */
async function settled({ generator, group }: Contender['to']) {
	let before = -1;
	for (;;) {
		const now = await generator.ask('count', { group });
		if (now.packets === before) return now;
		before = now.packets;
		await pause(looksEvery);
	}
}

export async function playRound({ from, to, pids }: Contender, seconds: number): Promise<Round> {
	const before = await to.generator.ask('count', { group: to.group });
	const done = measure(() => ({ server: pids() }));
	await from.generator.ask('play', { group: from.group });
	await pause(seconds * 1000);
	const { sent, due } = await from.generator.ask('pause', { group: from.group });
	const after = await settled(to);
	const used = done();
	const packets = after.packets - before.packets;
	return {
		packets,
		cost: ((used.by.server?.cpu ?? 0) * 1e6) / packets,
		delivered: packets / (sent * to.viewers),
		sourceShare: sent / due,
		used,
		megabits: ((after.bytes - before.bytes) * 8) / 1e6 / used.seconds
	};
}

/** All in every round, one after the other, so that a machine that slows down hits all. */
export async function contest(
	contenders: readonly Contender[],
	rounds: number,
	seconds: number
): Promise<Map<string, Round[]>> {
	const found = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		for (const contender of contenders) found.get(contender.name)?.push(await playRound(contender, seconds));
	}
	return found;
}

export const costs = (rounds: readonly Round[] = []) => rounds.map(({ cost }) => cost);
export const cost = (rounds: readonly Round[] = []) => median(costs(rounds));
export const worst = (rounds: readonly Round[] = []) => Math.min(...rounds.map(({ delivered }) => delivered));
