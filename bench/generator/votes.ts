// Every site votes once; half of the lines break between the vote and its answer, and the page asks again.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { choices, vote, type Tally } from '#lib/protocol/votes.ts';
import { forAll, type Crowd } from './crowd.ts';
import type { Order, OrderReport } from './orders.ts';

const told = v.object({ vote });
const resultWithin = 10_000;
const retries = 5;

export async function votes(crowd: Crowd, order: Order<'votes'>): Promise<OrderReport<'votes'>> {
	const { group, leader, names, seconds } = order;
	const voteId = randomUUID();
	const siteIds = names.map((name) => crowd.seat(group, name).siteId);
	const asked = { voteId, question: 'Thông qua nghị quyết', secret: false, electorate: 'sites', siteIds };
	await crowd.seat(group, leader).ask('vote:open', asked);
	const expected = { agree: 0, against: 0, other: 0 };
	const answered: number[] = [];
	const failed = await forAll([...names.entries()], names.length, async ([index, name]) => {
		await pause((seconds * 1000 * index) / names.length);
		const choice = choices[index % choices.length] ?? 'agree';
		const text = choice === 'other' ? 'Đề nghị bổ sung' : '';
		const ballot = { voteId, ballotId: randomUUID(), choice, text };
		const started = performance.now();
		await cast(crowd, order, name, ballot, index % 2 === 0);
		answered.push(performance.now() - started);
		expected[choice]++;
	});
	const last = performance.now();
	const screens = resultOnScreens(crowd, order, voteId, last);
	await crowd.seat(group, leader).ask('vote:close', { voteId });
	const { shown, tally } = await screens;
	return { answered, failed, shown, screens: crowd.seats(group).length, expected, counted: tally };
}

/** With `cut` the line breaks as soon as the vote is out: whether it arrived nobody here knows. */
async function cast(
	crowd: Crowd,
	{ group, door }: Order<'votes'>,
	name: string,
	ballot: object,
	cut: boolean
): Promise<void> {
	const seat = crowd.seat(group, name);
	if (!cut) {
		await seat.ask('vote:cast', ballot);
		return;
	}
	seat.socket.emit('vote:cast', ballot, () => undefined);
	// The packet leaves with this turn of the event loop.
	await pause(1);
	seat.socket.io.engine.close();
	for (let attempt = 1; ; attempt++) {
		try {
			const back = await crowd.comeBack(group, name, door);
			await back.ask('vote:cast', ballot);
			return;
		} catch (error) {
			if (attempt === retries) throw error;
		}
	}
}

/** When each seat was told the result, counted from the last vote. */
async function resultOnScreens(crowd: Crowd, { group }: Order<'votes'>, voteId: string, last: number) {
	const shown: number[] = [];
	let tally: Tally = { agree: 0, against: 0, other: 0 };
	await Promise.all(
		crowd.seats(group).map(
			(seat) =>
				new Promise<void>((resolve) => {
					const late = setTimeout(resolve, resultWithin);
					seat.socket.on('vote:changed', (data: unknown) => {
						const said = v.parse(told, data).vote;
						if (said.voteId !== voteId || said.result === null || said.state !== 'done') return;
						clearTimeout(late);
						seat.socket.off('vote:changed');
						shown.push(performance.now() - last);
						tally = said.result.tally;
						resolve();
					});
				})
		)
	);
	return { shown, tally };
}
