// Everybody enters at once (B4): what a site waits for, and what it costs each program.
import type { Benchmark } from '../benchmark.ts';
import { audience, doorOf, endMeeting, fillStage, podium, signIn, takePodium } from '../city/gathering.ts';
import { all, limits } from '../limits.ts';
import { figureOf, type Value } from '../report/result.ts';
import { measure, type Used } from '../report/meter.ts';
import { percentileOr } from '../report/statistics.ts';
import { reasons, requireAll } from './peers.ts';
import { faint, kindsOf } from './profile.ts';
import { setTimeout as pause } from 'node:timers/promises';

const firstPictureWithin = 3_000;
/** The main site is there, and so is who has the floor. */
const seatedBefore = 2;

export const join: Benchmark = {
	name: 'join',
	usual: { sites: 253, seconds: 10 },
	async run(workshop, { sites }) {
		const city = await workshop.city();
		const [from, to] = [workshop.generator(), workshop.generator()];
		const meeting = await city.convene(sites);
		await takePodium(city, meeting, from);
		const speaker = await fillStage(city, meeting, from, { speaker: faint, chair: [] });
		await from.ask('play', { group: podium });
		const people = meeting.clerks.filter(({ signInName }) => signInName !== speaker);
		const names = people.map(({ signInName }) => signInName);

		const signing = measure(() => city.processes);
		const signed = await signIn(city, to, people);
		const signedUse = signing();

		await to.ask('count', { group: audience });
		const joining = measure(() => city.processes);
		const door = doorOf(city, meeting);
		const order = { group: audience, door, names, watch: true, width: names.length };
		const joined = await to.ask('enter', order);
		const joinedUse = joining();
		await pause(firstPictureWithin);
		const { silent, noticeBytes } = await to.ask('count', { group: audience });
		const seconds = joinedUse.seconds;
		await endMeeting(meeting, { from, to });
		const peer = await bareJoin(workshop, names);

		const count = names.length;
		const receiving = count - silent - joined.failed.length;
		const per = (used: Used, name: string) => ((used.by[name]?.cpu ?? 0) * 1000) / count;
		const p = ({ connected }: { connected: number[] }, share: number) => late(connected, names.length, share);
		return {
			figures: [
				figureOf('sites connected and receiving', receiving + seatedBefore, 'sites', all(sites)),
				figureOf('one site, p95', p(joined, 0.95), 'ms', {
					...limits.join.siteP95,
					peers: { 'bare server': p(peer, 0.95) }
				}),
				figureOf('one site, p50', p(joined, 0.5), 'ms', { peers: { 'bare server': p(peer, 0.5) } }),
				figureOf('ticket, p95', late(joined.ticket, count, 0.95), 'ms'),
				figureOf('seat, p95', late(joined.seated, count, 0.95), 'ms'),
				figureOf('everybody', seconds * 1000, 'ms'),
				...['web', 'signalling', 'worker', 'database'].map((name) =>
					figureOf(`${name} for one join`, per(joinedUse, name), 'ms CPU', {
						...(name === 'worker' ? { peers: { 'bare server': peer.workerCpu } } : {}),
						...(name === 'signalling' ? { peers: { 'bare server': peer.serverCpu } } : {})
					})
				),
				figureOf('socket for one join', noticeBytes / count / 1000, 'kB'),
				figureOf('sign-in before it, p95', late(signed.took, count, 0.95), 'ms'),
				figureOf('web for one sign-in', per(signedUse, 'web'), 'ms CPU')
			],
			used: joinedUse,
			notes: [
				...reasons(joined.failed),
				'the stage is one small picture and one voice, so that packets do not hide what a join costs',
				'a join is ticket, socket, seat, transport, ICE and DTLS; people have signed in before, and that is measured apart'
			]
		};
	}
};

/** Who did not get so far counts as last. */
function late(took: readonly number[], count: number, share: number): Value {
	const missing = count - took.length;
	const everybody = [...took, ...Array.from({ length: missing }, () => Infinity)];
	return percentileOr(everybody, share, `${missing} of ${count} did not get so far`);
}

/** The same number at once into mediasoup behind bare socket.io: no ticket, no log, no proxy. */
async function bareJoin(workshop: Parameters<Benchmark['run']>[0], names: string[]) {
	const bare = await workshop.bare();
	const [from, to] = [workshop.generator(), workshop.generator()];
	const ports = await bare.inject(kindsOf(faint));
	await from.ask('inject', { group: podium, streams: faint, ports });
	await from.ask('play', { group: podium });
	const done = measure(() => ({ server: [bare.pid], worker: [bare.workerPid] }));
	const door = { kind: 'bare', origin: bare.origin } as const;
	const report = await to.ask('enter', { group: audience, door, names, watch: true, width: names.length });
	const { by } = done();
	requireAll('entries of the bare server', report.failed);
	const per = (name: string) => ((by[name]?.cpu ?? 0) * 1000) / names.length;
	return { connected: report.connected, serverCpu: per('server'), workerCpu: per('worker') };
}
