// The generator's process: takes orders from its parent, and ends with it.
import * as v from 'valibot';
import { burst, counted, lineUp } from './burst.ts';
import { Crowd } from './crowd.ts';
import { hands } from './hands.ts';
import { envelope, orders, type Order, type OrderName, type OrderReport } from './orders.ts';
import { stills } from './stills.ts';
import { turns } from './turns.ts';
import { votes } from './votes.ts';

const crowd = new Crowd();

type Work = { [N in OrderName]: (message: Order<N>) => Promise<OrderReport<N>> };

const work: Work = {
	'sign-in': (message) => crowd.signIn(message),
	enter: (message) => crowd.enter(message),
	ready: (message) => crowd.ready(message),
	view: (message) => crowd.view(message),
	leave: (message) => crowd.leave(message.group),
	site: async ({ group, name }) => ({ siteId: crowd.seat(group, name).siteId }),
	ask: async ({ group, name, command, message }) => ({
		data: await crowd.seat(group, name).ask(command, message)
	}),
	publish: (message) => crowd.publish(message),
	inject: (message) => crowd.inject(message),
	play: (message) => crowd.play(message.group),
	pause: (message) => crowd.pause(message.group),
	count: async (message) => crowd.count(message.group),
	turns: (message) => turns(crowd, message),
	hands: (message) => hands(crowd, message),
	votes: (message) => votes(crowd, message),
	stills: (message) => stills(crowd, message),
	'line-up': (message) => lineUp(crowd, message),
	burst,
	counted
};

function isOrder(name: string): name is OrderName {
	return Object.hasOwn(orders, name);
}

async function run<N extends OrderName>(name: N, message: unknown): Promise<OrderReport<N>> {
	return work[name](v.parse(orders[name].message, message));
}

process.on('message', async (raw) => {
	const { number, name, message } = v.parse(envelope, raw);
	try {
		if (!isOrder(name)) throw new Error(`there is no order ${name}`);
		process.send?.({ number, ok: true, report: await run(name, message) });
	} catch (error) {
		const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
		process.send?.({ number, ok: false, why: `${name}: ${why}` });
	}
});
process.on('disconnect', () => process.exit(0));
