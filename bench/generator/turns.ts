// The floor goes from site to site; each shows itself as soon as it is called, as its page would.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import { prepareAll } from './crowd.ts';
import { turnPatience, type Order, type OrderReport } from './orders.ts';
import type { Seat } from './seat.ts';
import { percentile } from '../report/statistics.ts';

const lookEvery = 5;
const settles = 150;
/**
 * The server asks a source for a key frame once a second at most: a request that it holds back comes within that time,
 * or not at all. To wait for it after every change would be to measure an unhurried meeting.
 */
const requestsWithin = 1_500;
const attributedEvery = 10;
const share = 0.95;

type Sources = Awaited<ReturnType<typeof prepareAll>>;

export async function turns(crowd: Crowd, order: Order<'turns'>): Promise<OrderReport<'turns'>> {
	const { group, leader, names, watchers, streams, seconds } = order;
	const end = performance.now() + seconds * 1000;
	const seats = crowd.seats(group);
	const report: OrderReport<'turns'> = { shown: [], missed: 0, pairs: 0, granted: [], keyFramesAsked: [] };
	const lead = crowd.seat(group, leader);
	for (const [change, name] of names.entries()) {
		if (performance.now() > end) break;
		const speaker = crowd.seat(group, name);
		const others = seats.filter((seat) => seat !== speaker).slice(0, watchers);
		const sources = await prepareAll(streams);
		const clicked = performance.now();
		const granted = lead.ask('floor:grant', { siteId: speaker.siteId });
		const shown = showWhenCalled(speaker, sources);
		await granted;
		report.granted.push(performance.now() - clicked);
		const took = await firstPackets(others, await shown, clicked);
		report.shown.push(percentile(took, share));
		report.pairs += took.length;
		report.missed += took.filter((one) => !Number.isFinite(one)).length;
		await settle(change, sources, report);
		speaker.stopSending();
	}
	const last = names[report.shown.length - 1] ?? leader;
	await lead.ask('floor:withdraw', { siteId: crowd.seat(group, last).siteId });
	return report;
}

/** The next change comes soon, but now and then late enough to know how many key frames this one asked for. */
async function settle(change: number, sources: Sources, report: OrderReport<'turns'>): Promise<void> {
	if (change % attributedEvery !== 0) {
		await pause(settles);
		return;
	}
	await pause(requestsWithin);
	report.keyFramesAsked.push(Math.max(...sources.map(({ keyFramesAsked }) => keyFramesAsked)));
}

/** Answers the camera's producer. The page hears of the floor by the notice, not by asking. */
async function showWhenCalled(speaker: Seat, sources: Sources): Promise<string> {
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

/** Milliseconds from the click until each seat got the first packet of this producer; infinite where it did not in time. */
async function firstPackets(seats: readonly Seat[], producerId: string, clicked: number): Promise<number[]> {
	for (;;) {
		const took = seats.map((seat) => arrivalOf(seat, producerId) - clicked);
		const missing = took.some((one) => one === Infinity);
		if (!missing || performance.now() > clicked + turnPatience) {
			return took.map((one) => (one <= turnPatience ? one : Infinity));
		}
		await pause(lookEvery);
	}
}

function arrivalOf(seat: Seat, producerId: string): number {
	for (const stream of seat.received.values()) {
		if (stream.producerId === producerId && stream.packets > 0) return stream.firstAt;
	}
	return Infinity;
}
