// All sites send a thumbnail at once: every frame of every site leaves as close to the others as one program can send.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';
import { countedBetween, type Reception } from './receiver-report.ts';
import type { Seat } from './seat.ts';
import { Source } from './source.ts';

/** Receiver reports of the server come about every second. */
const reportsWithin = 4_000;
const looksEvery = 50;
/** Milliseconds between two sites' first frames, which must not be a burst themselves. */
const apart = 3;

type Stream = { seat: Seat; source: Source; before: Reception | undefined };

const lines = new Map<string, Stream[]>();

/** Each site sends one frame in peace, so that the server's counting has a beginning that both sides know. */
export async function lineUp(crowd: Crowd, order: Order<'line-up'>): Promise<OrderReport<'line-up'>> {
	const { group, names, stream } = order;
	const streams = await Promise.all(
		names.map(async (name) => {
			const [seat, source] = [crowd.seat(group, name), await Source.prepare(stream)];
			await seat.publish(source);
			return { seat, source, before: undefined as Reception | undefined };
		})
	);
	for (const { source } of streams) {
		source.burst();
		await pause(apart);
	}
	await reported(streams);
	for (const one of streams) {
		one.before = one.seat.receptions.get(one.source.ssrc);
		one.source.forget();
	}
	lines.set(group, streams);
	return {};
}

export async function burst({
	group,
	seconds,
	framesPerSecond
}: Order<'burst'>): Promise<OrderReport<'burst'>> {
	const streams = lineOf(group);
	const started = performance.now();
	const widths: number[] = [];
	for (let frame = 0; frame < framesPerSecond * seconds; frame++) {
		await pause(Math.max(0, started + (frame * 1000) / framesPerSecond - performance.now()));
		const first = performance.now();
		for (const { source } of streams) source.burst();
		widths.push(performance.now() - first);
	}
	const took = (performance.now() - started) / 1000;
	const sent = streams.reduce((total, { source }) => total + source.sent, 0);
	return { sent, due: sent * Math.max(1, took / seconds), widths };
}

/** What the server counted of it. A stream on which it did not report counts neither as arrived nor as lost. */
export async function counted({ group }: Order<'counted'>): Promise<OrderReport<'counted'>> {
	const streams = lineOf(group);
	await reported(streams);
	const found = streams.flatMap(({ seat, source, before }) => {
		const after = seat.receptions.get(source.ssrc);
		return before === undefined || after === undefined ? [] : [countedBetween(before, after)];
	});
	for (const { seat } of streams) seat.stopSending();
	lines.delete(group);
	return {
		streams: streams.length,
		reported: found.length,
		packets: found.reduce((total, packets) => total + packets, 0)
	};
}

function lineOf(group: string): Stream[] {
	const streams = lines.get(group);
	if (streams === undefined) throw new Error(`${group} has not lined up`);
	return streams;
}

/** Until each stream's last packet is in a report; a last packet that was lost never is. */
async function reported(streams: readonly Stream[]): Promise<void> {
	const until = performance.now() + reportsWithin;
	const isTold = ({ seat, source }: Stream) => seat.receptions.get(source.ssrc)?.highest === source.last;
	while (!streams.every(isTold) && performance.now() < until) await pause(looksEvery);
}
