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
	...more
});
const quiet: Order = { floor: new Set(), heard: new Map(), staged: new Set() };
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
			candidate('speaker'),
			candidate('chair', { role: 'chair' })
		];
		const selected = selectStage(candidates, { ...quiet, floor: new Set(['speaker']) });
		expect(names(selected)).toEqual(['a', 'b', 'chair', 'speaker']);
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

	test('are small beside a shared screen, which has one size', () => {
		const screen = candidate('screen', { source: 'screen' });
		expect(sizes([chair, speaker, screen], 'speaker')).toEqual({ chair: 1, speaker: 1 });
	});

	test('are large for the only one', () => {
		expect(sizes([speaker])).toEqual({ speaker: 2 });
	});
});
