// Hands go up and down in turn; every change is told to everybody, and every telling is timed.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';
import type { Seat } from './seat.ts';

const settles = 2_000;

export async function hands(crowd: Crowd, order: Order<'hands'>): Promise<OrderReport<'hands'>> {
	const { group, names, perSecond, seconds } = order;
	const seats = [...crowd.seats(group)];
	const latencies: number[] = [];
	/** When the change was asked for of which a telling is the first to speak; one change at a time. */
	const asked: number[] = [];
	const heard = seats.map(() => 0);
	const listeners = seats.map((seat, index) => {
		const listen = () => {
			const at = asked[heard[index] ?? 0];
			heard[index] = (heard[index] ?? 0) + 1;
			if (at !== undefined) latencies.push(performance.now() - at);
		};
		seat.socket.on('hands:changed', listen);
		return listen;
	});
	const started = performance.now();
	// What went up comes down.
	const changes = 2 * Math.floor((perSecond * seconds) / 2);
	for (let change = 0; change < changes; change++) {
		await pause(Math.max(0, started + (change * 1000) / perSecond - performance.now()));
		const seat = raiser(crowd, order, names, change);
		asked.push(performance.now());
		await seat.ask(change % 2 === 0 ? 'hand:raise' : 'hand:lower', {});
	}
	await pause(settles);
	for (const [index, seat] of seats.entries()) seat.socket.off('hands:changed', listeners[index]);
	return { latencies, expected: changes * seats.length, changes };
}

/** The same seat raises and lowers, then the next. */
function raiser(crowd: Crowd, { group }: Order<'hands'>, names: readonly string[], change: number): Seat {
	return crowd.seat(group, names[(change >> 1) % names.length] ?? '');
}
