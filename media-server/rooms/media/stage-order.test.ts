import { describe, expect, test } from 'vitest';
import { layersOf, selectStage, type Candidate, type Order } from './stage-order.ts';

let since = 0;
const candidate = (name: string, more: Partial<Candidate> = {}): Candidate => ({
	producerId: name,
	connectionId: name,
	siteId: name,
	role: 'delegate',
	source: 'camera',
	since: since++,
	paused: false,
	calledAt: 0,
	...more
});
const quiet: Order = { heard: new Map(), staged: new Set() };
const names = (selected: Candidate[]) => selected.map(({ producerId }) => producerId).toSorted();
const cameras = (...list: string[]) => list.map((name) => candidate(name));

describe('the stage', () => {
	test('has at most four pictures, three voices and one screen', () => {
		const sites = ['a', 'b', 'c', 'd', 'e', 'f'];
		const candidates = sites.flatMap((name) => [
			candidate(`${name} camera`),
			candidate(`${name} microphone`, { source: 'microphone' }),
			candidate(`${name} screen`, { source: 'screen' })
		]);
		const selected = selectStage(candidates, quiet);
		const count = (source: string) => selected.filter((one) => one.source === source).length;
		expect([count('camera'), count('microphone'), count('screen')]).toEqual([4, 3, 1]);
	});

	test('has the chair first, then who has the floor, however many others there are', () => {
		const candidates = [
			...cameras('a', 'b', 'c', 'd'),
			candidate('speaker', { calledAt: 5 }),
			candidate('chair', { role: 'chair' })
		];
		const selected = selectStage(candidates, quiet);
		expect(names(selected)).toEqual(['a', 'b', 'chair', 'speaker']);
	});

	test('has all who were called among its voices while the chair’s microphone is off', () => {
		const voice = (name: string, more: Partial<Candidate>) =>
			candidate(name, { source: 'microphone', ...more });
		const called = ['a', 'b', 'c'].map((name, index) => voice(name, { calledAt: index + 1 }));
		const chair = voice('chair', { role: 'chair', paused: true });
		expect(names(selectStage([chair, ...called], quiet))).toEqual(['a', 'b', 'c']);
		const speaking = { ...chair, paused: false };
		const staged = new Set(['a', 'b', 'c']);
		expect(names(selectStage([speaking, ...called], { ...quiet, staged }))).toEqual(['b', 'c', 'chair']);
	});

	test('shows the screen that was shared last', () => {
		const candidates = ['one', 'two'].map((name) => candidate(name, { source: 'screen' }));
		expect(names(selectStage(candidates, quiet))).toEqual(['two']);
	});

	test('brings up who speaks in place of who was silent longest', () => {
		const candidates = cameras('a', 'b', 'c', 'd', 'e');
		const heard = new Map([
			['a', 10],
			['c', 20],
			['d', 30],
			['e', 40]
		]);
		const staged = new Set(['a', 'b', 'c', 'd']);
		expect(names(selectStage(candidates, { ...quiet, heard, staged }))).toEqual(['a', 'c', 'd', 'e']);
	});

	test('moves nobody while all are silent', () => {
		const candidates = cameras('a', 'b', 'c', 'd', 'e', 'f');
		const staged = new Set(['c', 'd', 'e', 'f']);
		expect(names(selectStage(candidates, { ...quiet, staged }))).toEqual(['c', 'd', 'e', 'f']);
	});
});

describe('pictures', () => {
	const chair = candidate('chair', { role: 'chair' });
	const speaker = candidate('speaker');
	const sizes = (stage: Candidate[], ...floor: string[]) =>
		Object.fromEntries(layersOf(stage, new Set(floor)));

	test('are large for the chair while nobody has the floor', () => {
		expect(sizes([chair, speaker])).toEqual({ chair: 2, speaker: 1 });
	});

	test('are large for who has the floor, and small for the chair', () => {
		expect(sizes([chair, speaker], 'speaker')).toEqual({ chair: 1, speaker: 2 });
	});

	test('are small beside a paper that is shown to all, and in a grid', () => {
		expect(Object.fromEntries(layersOf([chair, speaker], new Set(['speaker']), true))).toEqual({
			chair: 1,
			speaker: 1
		});
	});

	test('are small beside a shared screen, which has one size', () => {
		const screen = candidate('screen', { source: 'screen' });
		expect(sizes([chair, speaker, screen], 'speaker')).toEqual({ chair: 1, speaker: 1 });
	});

	test('are large for the only one', () => {
		expect(sizes([speaker])).toEqual({ speaker: 2 });
	});
});
