// Hands go up and down in turn; every change is told to everybody, and every telling is timed.
import { setTimeout as pause } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';
import type { Seat } from './seat.ts';
import { Tellings, type Shown } from './tellings.ts';

const settles = 2_000;

type Told = { hands: { siteId: string }[] };

export async function hands(crowd: Crowd, order: Order<'hands'>): Promise<OrderReport<'hands'>> {
	const { group, names, perSecond, seconds } = order;
	const asked: { shown: Shown; asked: number }[] = [];
	const listeners = crowd.seats(group).map((seat) => {
		const tellings = new Tellings(asked);
		const listen = ({ hands: [hand] }: Told) => tellings.hear(hand?.siteId ?? null, performance.now());
		seat.socket.on('hands:changed', listen);
		return { tellings, end: () => seat.socket.off('hands:changed', listen) };
	});
	// What went up comes down.
	const changes = 2 * Math.floor((perSecond * seconds) / 2);
	for (let change = 0; change < changes; change++) {
		const seat = raiser(crowd, order, names, change);
		const raises = change % 2 === 0;
		asked.push({ shown: raises ? seat.siteId : null, asked: performance.now() });
		await seat.ask(raises ? 'hand:raise' : 'hand:lower', {});
		// From the answer on: what a busy server hears too soon after the last change it tells together with it.
		await pause(1000 / perSecond);
	}
	await pause(settles);
	for (const { end } of listeners) end();
	return { latencies: listeners.flatMap(({ tellings }) => tellings.latencies), changes };
}

/** The same seat raises and lowers, then the next. */
function raiser(crowd: Crowd, { group }: Order<'hands'>, names: readonly string[], change: number): Seat {
	return crowd.seat(group, names[(change >> 1) % names.length] ?? '');
}
