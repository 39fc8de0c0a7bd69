// A meeting with its seats taken: the steps that several benchmarks share.
import type { Generator } from '../generator/generator.ts';
import type { Stream } from '../generator/orders.ts';
import { chair as chairStreams, speaker as speakerStreams, stage } from '../benchmarks/profile.ts';
import { requireAll } from '../benchmarks/peers.ts';
import type { City, Meeting } from './city.ts';

/** As many at a time as a machine of two cores takes without a storm. */
const calmly = 8;

/** Seats that send are in this group, those that watch in `audience`: they are in different generators. */
export const podium = 'podium';
export const audience = 'audience';

export const doorOf = (city: City, meeting: Meeting) =>
	({ kind: 'city', origin: city.url, meetingId: meeting.id }) as const;

export async function signIn(
	city: City,
	generator: Generator,
	people: { signInName: string; password: string }[]
) {
	const accounts = people.map(({ signInName, password }) => ({ signInName, password }));
	const report = await generator.ask('sign-in', { origin: city.url, accounts });
	requireAll('sign-ins', report.failed);
	return report;
}

/** The chair is there, and the meeting is under way. */
export async function takePodium(city: City, meeting: Meeting, generator: Generator): Promise<void> {
	const { chair } = meeting.officers;
	await signIn(city, generator, [chair]);
	await enter(city, meeting, generator, podium, [chair.signInName], false);
	await ask(generator, chair.signInName, 'meeting:open', {});
}

/** The first site gets the floor; it and the chair are ready to send, as in every chaired meeting. */
export async function fillStage(
	city: City,
	meeting: Meeting,
	generator: Generator,
	streams: { speaker: Stream[]; chair: Stream[] } = { speaker: speakerStreams, chair: chairStreams }
): Promise<string> {
	const [speaker] = meeting.clerks;
	if (speaker === undefined) throw new Error('a meeting has a second site');
	await signIn(city, generator, [speaker]);
	await enter(city, meeting, generator, podium, [speaker.signInName], false);
	const siteId = await siteOf(generator, podium, speaker.signInName);
	await ask(generator, meeting.officers.chair.signInName, 'floor:grant', { siteId });
	await publish(generator, speaker.signInName, streams.speaker);
	await publish(generator, meeting.officers.chair.signInName, streams.chair);
	return speaker.signInName;
}

export async function enter(
	city: City,
	meeting: Meeting,
	generator: Generator,
	group: string,
	names: string[],
	watch: boolean,
	width = calmly
) {
	const door = doorOf(city, meeting);
	const report = await generator.ask('enter', { group, door, names, watch, width });
	requireAll('entries', report.failed);
	return report;
}

/** Everybody in the audience gets the whole stage: what is counted from now on is the stage, not the way to it. */
export async function receiveStage(generator: Generator): Promise<void> {
	await generator.ask('ready', { group: audience, streams: stage.length });
}

export async function endMeeting(
	meeting: Meeting,
	generators: { from: Generator; to: Generator }
): Promise<void> {
	await generators.to.ask('leave', { group: audience });
	await ask(generators.from, meeting.officers.chair.signInName, 'meeting:end', {});
	await generators.from.ask('leave', { group: podium });
}

export async function siteOf(generator: Generator, group: string, name: string): Promise<string> {
	return (await generator.ask('site', { group, name })).siteId;
}

const ask = (generator: Generator, name: string, command: string, message: object) =>
	generator.ask('ask', { group: podium, name, command, message });
const publish = (generator: Generator, name: string, streams: Stream[]) =>
	generator.ask('publish', { group: podium, name, streams });
