import { expect, test } from 'vitest';
import { Tellings } from './tellings.ts';

const changes = [
	{ shown: 'first', asked: 0 },
	{ shown: null, asked: 100 },
	{ shown: 'second', asked: 200 },
	{ shown: null, asked: 300 }
];

test('each telling is timed from the change of which it speaks', () => {
	const tellings = new Tellings(changes);
	tellings.hear('first', 5);
	tellings.hear(null, 107);
	tellings.hear('second', 205);
	tellings.hear(null, 305);
	expect(tellings.latencies).toEqual([5, 7, 5, 5]);
});

test('a telling that was lost is neither quick nor forgotten, and the next is not timed from it', () => {
	const tellings = new Tellings(changes);
	tellings.hear('first', 5);
	tellings.hear('second', 205);
	expect(tellings.latencies).toEqual([5, Infinity, 5, Infinity]);
});

test('what is told twice counts once', () => {
	const tellings = new Tellings(changes);
	tellings.hear('first', 5);
	tellings.hear('first', 6);
	tellings.hear(null, 107);
	expect(tellings.latencies).toEqual([5, 7, Infinity, Infinity]);
});

test('before anything has changed nothing is told', () => {
	const tellings = new Tellings([]);
	tellings.hear('somebody', 5);
	expect(tellings.latencies).toEqual([]);
});
