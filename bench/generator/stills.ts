// Every seat sends what pages send for the wall, as often as the room asks: a small picture, and how its line does.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';
import type { Seat } from './seat.ts';

const scattered = 3_000;
const idle = 500;
const report = {
	browser: 'Chrome 156, Windows',
	camera: 'HD Webcam',
	microphone: 'Microphone',
	delay: 40,
	lossIn: 0,
	lossOut: 0,
	bitrateIn: 1_500_000,
	bitrateOut: 0
};

export async function stills(crowd: Crowd, order: Order<'stills'>): Promise<OrderReport<'stills'>> {
	const pictures = order.pictures.map((text) => Buffer.from(text, 'base64'));
	const end = performance.now() + order.seconds * 1000;
	const sum: OrderReport<'stills'> = { at: [], bytes: 0, failed: [] };
	const send = async (seat: Seat, round: number) => {
		const picture = pictures[round % pictures.length] ?? Buffer.alloc(0);
		const at = Date.now();
		await seat.ask('still:send', { picture });
		sum.at.push(at);
		sum.bytes += picture.length;
	};
	const repeat = async (every: () => number | null, work: (round: number) => Promise<unknown>) => {
		await pause(Math.random() * scattered);
		for (let round = 0; performance.now() < end; round++) {
			const seconds = every();
			if (seconds !== null) await work(round);
			await pause(seconds === null ? idle : seconds * 1000);
		}
	};
	const all = crowd.seats(order.group).flatMap((seat, index) => [
		repeat(
			() => seat.wanted.still,
			(round) => send(seat, index + round)
		),
		repeat(
			() => seat.wanted.report,
			() => seat.ask('line:report', report)
		)
	]);
	for (const result of await Promise.allSettled(all)) {
		if (result.status === 'rejected') sum.failed.push(String(result.reason));
	}
	return sum;
}
