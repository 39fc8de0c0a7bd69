// All sites send a thumbnail at once: every frame of every site leaves in the same millisecond.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';
import { Source } from './source.ts';

/** Receiver reports of the server come about every second. */
const reportsWithin = 3_000;

export async function burst(crowd: Crowd, order: Order<'burst'>): Promise<OrderReport<'burst'>> {
	const { group, names, seconds, stream } = order;
	const rate = stream.source === 'camera' ? stream.quality.framesPerSecond : 50;
	const seats = names.map((name) => crowd.seat(group, name));
	const sources = await Promise.all(
		seats.map(async (seat) => {
			const source = await Source.prepare(stream);
			await seat.publish(source);
			return source;
		})
	);
	const started = performance.now();
	const frames = rate * seconds;
	for (let frame = 0; frame < frames; frame++) {
		await pause(Math.max(0, started + (frame * 1000) / rate - performance.now()));
		for (const source of sources) source.burst();
	}
	const took = (performance.now() - started) / 1000;
	await pause(reportsWithin);
	const sent = sources.reduce((total, source) => total + source.sent, 0);
	const lost = seats
		.flatMap((seat) => [...seat.lost.values()])
		.reduce((total, count) => total + Math.max(0, count), 0);
	for (const seat of seats) seat.stopSending();
	return { sent, due: sent * Math.max(1, took / seconds), lost };
}
