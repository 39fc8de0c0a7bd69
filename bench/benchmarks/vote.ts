// Every site votes within seconds while lines break (B9): counted once each, and soon on all screens.
import type { Benchmark } from '../benchmark.ts';
import { audience, doorOf, endMeeting, enter, signIn, takePodium } from '../city/gathering.ts';
import { limits } from '../limits.ts';
import { figureOf, type Value } from '../report/result.ts';
import { measure } from '../report/meter.ts';
import { percentile, sum } from '../report/statistics.ts';
import type { OrderReport } from '../generator/orders.ts';
import { reasons } from './peers.ts';

export const vote: Benchmark = {
	name: 'vote',
	usual: { sites: 253, seconds: 5 },
	async run(workshop, { sites, seconds }) {
		const city = await workshop.city();
		const [from, to] = [workshop.generator(), workshop.generator()];
		const meeting = await city.convene(sites);
		await takePodium(city, meeting, from);
		const { secretary } = meeting.officers;
		await signIn(city, to, [secretary, ...meeting.clerks]);
		const names = meeting.clerks.map(({ signInName }) => signInName);
		const leader = secretary.signInName;
		await enter(city, meeting, to, audience, [leader, ...names], false);
		const done = measure(() => city.processes);
		const voted = await to.ask('votes', {
			group: audience,
			leader,
			names,
			seconds,
			door: doorOf(city, meeting)
		});
		const used = done();
		await endMeeting(meeting, { from, to });
		const { expected, counted } = voted;
		const wrong = Math.abs(counted.agree - expected.agree) + Math.abs(counted.against - expected.against);
		const differs = wrong + Math.abs(counted.other - expected.other);
		const all = sum(Object.values(counted));
		return {
			figures: [
				figureOf('votes counted', (100 * all) / names.length, '%', limits.vote.counted),
				figureOf('votes counted wrong or twice', differs, 'votes', limits.vote.wrong),
				figureOf(
					'screens with the result',
					(100 * voted.shown.length) / voted.screens,
					'%',
					limits.vote.screens
				),
				figureOf('result on all screens after the last vote', onAll(voted), 'ms', limits.vote.shown),
				figureOf('answer to a vote, p95 (half of them cut off once)', percentile(voted.answered, 0.95), 'ms'),
				...['web', 'signalling', 'database'].map((name) =>
					figureOf(`${name} for one vote`, ((used.by[name]?.cpu ?? 0) * 1000) / names.length, 'ms CPU')
				)
			],
			used,
			notes: reasons(voted.failed)
		};
	}
};

/** A screen without the result is not left out. */
function onAll({ shown, screens }: OrderReport<'votes'>): Value {
	if (shown.length === screens) return Math.max(...shown);
	return { why: `${screens - shown.length} of ${screens} screens did not show it` };
}
