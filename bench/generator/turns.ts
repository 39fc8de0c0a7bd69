// The floor goes from site to site; each shows itself as soon as it is called, as its page would.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import { prepareAll } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';
import type { Seat } from './seat.ts';
import { percentile } from '../report/statistics.ts';

/** A turn that nobody sees after this is one that failed. */
const patience = 5_000;
const lookEvery = 5;
const settles = 150;

export async function turns(crowd: Crowd, order: Order<'turns'>): Promise<OrderReport<'turns'>> {
	const { group, leader, names, watchers, streams, seconds } = order;
	const end = performance.now() + seconds * 1000;
	const seats = crowd.seats(group);
	const report: OrderReport<'turns'> = { shown: [], granted: [], keyFramesAsked: [] };
	const lead = crowd.seat(group, leader);
	for (const name of names) {
		if (performance.now() > end) break;
		const speaker = crowd.seat(group, name);
		const others = seats.filter((seat) => seat !== speaker).slice(0, watchers);
		const sources = await prepareAll(streams);
		const clicked = performance.now();
		const granted = lead.ask('floor:grant', { siteId: speaker.siteId });
		const shown = showWhenCalled(speaker, sources);
		await granted;
		report.granted.push(performance.now() - clicked);
		const camera = await shown;
		const arrivals = await firstPackets(others, camera);
		report.shown.push(
			percentile(
				arrivals.map((at) => at - clicked),
				0.95
			)
		);
		// A second request would come while the first key frame is on its way.
		await pause(settles);
		report.keyFramesAsked.push(Math.max(...sources.map(({ keyFramesAsked }) => keyFramesAsked)));
		speaker.stopSending();
	}
	const last = names[report.shown.length - 1] ?? leader;
	await lead.ask('floor:withdraw', { siteId: crowd.seat(group, last).siteId });
	return report;
}

/** Answers the camera's producer. The page hears of the floor by the notice, not by asking. */
async function showWhenCalled(
	speaker: Seat,
	sources: Awaited<ReturnType<typeof prepareAll>>
): Promise<string> {
	await new Promise<void>((resolve) => {
		const called = ({ floor }: { floor: { siteId: string }[] }) => {
			if (!floor.some(({ siteId }) => siteId === speaker.siteId)) return;
			speaker.socket.off('floor:changed', called);
			resolve();
		};
		speaker.socket.on('floor:changed', called);
	});
	const producers = await Promise.all(sources.map((source) => speaker.publish(source)));
	for (const source of sources) source.play();
	return producers[sources.findIndex(({ name }) => name === 'camera')] ?? '';
}

/** When each seat got the first packet of this producer; infinite where it did not come. */
async function firstPackets(seats: readonly Seat[], producerId: string): Promise<number[]> {
	const until = performance.now() + patience;
	for (;;) {
		const arrivals = seats.map((seat) => arrivalOf(seat, producerId));
		const missing = arrivals.some((at) => at === Infinity);
		if (!missing || performance.now() > until) return arrivals;
		await pause(lookEvery);
	}
}

function arrivalOf(seat: Seat, producerId: string): number {
	for (const stream of seat.received.values()) {
		if (stream.producerId === producerId && stream.packets > 0) return stream.firstAt;
	}
	return Infinity;
}
