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
	/** The same of each slice: what stood still for a while is lost in the mean of a long round. */
	slices: number[];
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

type Counts = { sent: number; packets: number };

/** Cut into slices of so many seconds, without a pause between them. */
export async function playRound(contender: Contender, seconds: number, slice = seconds): Promise<Round> {
	const { from, to, pids } = contender;
	const before = await to.generator.ask('count', { group: to.group });
	const done = measure(() => ({ server: pids() }));
	await from.generator.ask('play', { group: from.group });
	const borders: Counts[] = [{ sent: 0, packets: before.packets }];
	const began = performance.now();
	const until = (at: number) => pause(Math.max(0, began + at * 1000 - performance.now()));
	// What is left over at the end is part of the last slice.
	for (let at = slice; at <= seconds - slice; at += slice) {
		await until(at);
		borders.push(await countBoth(contender));
	}
	await until(seconds);
	const { sent, due } = await from.generator.ask('pause', { group: from.group });
	const after = await settled(to);
	const used = done();
	borders.push({ sent, packets: after.packets });
	const packets = after.packets - before.packets;
	return {
		packets,
		cost: ((used.by.server?.cpu ?? 0) * 1e6) / packets,
		delivered: packets / (sent * to.viewers),
		slices: slicesOf(borders, to.viewers),
		sourceShare: sent / due,
		used,
		megabits: ((after.bytes - before.bytes) * 8) / 1e6 / used.seconds
	};
}

async function countBoth({ from, to }: Contender): Promise<Counts> {
	const [{ sent }, { packets }] = await Promise.all([
		from.generator.ask('count', { group: from.group }),
		to.generator.ask('count', { group: to.group })
	]);
	return { sent, packets };
}

/** Share that was delivered between each two borders, 0 to 1. */
export function slicesOf(borders: readonly Counts[], viewers: number): number[] {
	return borders.slice(1).map((end, index) => {
		const begin = borders[index] ?? end;
		return (end.packets - begin.packets) / ((end.sent - begin.sent) * viewers);
	});
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
/** 0 to 1; not a number where no round was played. */
export const worst = (rounds: readonly Round[] = []) =>
	rounds.length === 0 ? Number.NaN : Math.min(...rounds.map(({ delivered }) => delivered));
