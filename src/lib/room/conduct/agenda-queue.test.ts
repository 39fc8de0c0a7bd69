import { expect, test } from 'vitest';
import { nextItem, timeUsed } from './agenda.ts';
import { recordingClock } from '../clock-text.ts';
import { arrangedPosition, inOrder, nextToCall, queuePosition, stillToSpeak } from './queue.ts';
import { sampleSite, sampleSnapshot } from '../sample.test-data.ts';

const hands = [
	{ siteId: 'late', raisedAt: 30 },
	{ siteId: 'early', raisedAt: 10 },
	{ siteId: 'middle', raisedAt: 20 }
];

test('the queue is in the order of the hands', () => {
	expect(inOrder(hands).map((hand) => hand.siteId)).toEqual(['early', 'middle', 'late']);
	expect(queuePosition(hands, 'early')).toBe(1);
	expect(queuePosition(hands, 'late')).toBe(3);
	expect(queuePosition(hands, 'nobody')).toBeNull();
});

test('the plan’s speakers are called before the hands, and nobody who is away or is being asked', () => {
	const sites = new Map(
		['absent', 'planned', 'early', 'late'].map((siteId, index) => [
			siteId,
			sampleSite(index, { siteId, connected: siteId !== 'absent' })
		])
	);
	const speakers = ['absent', 'planned'].map((siteId) => ({ siteId, minutes: 5, state: 'waiting' as const }));
	const given = { arranged: speakers, queue: inOrder(hands), offers: [], sites };
	expect(nextToCall(given)).toBe('planned');
	expect(nextToCall({ ...given, offers: [{ siteId: 'planned' }] })).toBe('early');
	expect(nextToCall({ ...given, arranged: [], queue: [] })).toBeUndefined();
});

test('a speaker of the plan who has spoken or is speaking is not called again', () => {
	const speakers = [
		{ siteId: 'spoken', minutes: 5, state: 'spoken' as const },
		{ siteId: 'speaking', minutes: 5, state: 'waiting' as const },
		{ siteId: 'unwilling', minutes: 5, state: 'declined' as const },
		{ siteId: 'waiting', minutes: 5, state: 'waiting' as const }
	];
	const floor = [{ siteId: 'speaking', grantedAt: 1, minutes: null }];
	expect(stillToSpeak(speakers, floor).map(({ siteId }) => siteId)).toEqual(['unwilling', 'waiting']);
});

test('who would not speak when it was asked is asked again by hand only', () => {
	const sites = new Map(
		['first', 'second'].map((siteId) => [siteId, sampleSite(1, { siteId, connected: true })])
	);
	const arranged = [
		{ siteId: 'first', minutes: 5, state: 'declined' as const },
		{ siteId: 'second', minutes: 5, state: 'waiting' as const }
	];
	expect(nextToCall({ arranged, queue: [], offers: [], sites })).toBe('second');
	expect(nextToCall({ arranged, queue: [{ siteId: 'first' }], offers: [{ siteId: 'second' }], sites })).toBe(
		'first'
	);
	expect(arrangedPosition(arranged, 'second')).toBe(1);
	expect(arrangedPosition(arranged, 'first')).toBeNull();
	expect(arrangedPosition(arranged, 'nobody')).toBeNull();
});

test('the next item is the first after the current one that has not begun', () => {
	const [one, two, three] = sampleSnapshot.agenda;
	expect(nextItem(sampleSnapshot.agenda, null)).toBe(one);
	expect(nextItem(sampleSnapshot.agenda, 'item-1')).toBe(two);
	const begun = sampleSnapshot.agenda.map((item) => (item === two ? { ...item, begunAt: 5 } : item));
	expect(nextItem(begun, 'item-1')).toEqual(three);
	expect(nextItem(begun, 'item-3')).toBeUndefined();
});

test('the time of an item that is taken up again goes on from what it has used', () => {
	const [item] = sampleSnapshot.agenda;
	if (!item) throw new Error('an item');
	expect(timeUsed(item, 1000)).toBe(0);
	expect(timeUsed({ ...item, begunAt: 100, runningSince: 100 }, 1000)).toBe(900);
	expect(timeUsed({ ...item, begunAt: 100, used: 300 }, 1000)).toBe(300);
	expect(timeUsed({ ...item, begunAt: 600, used: 300, runningSince: 600 }, 1000)).toBe(700);
	expect(timeUsed({ ...item, begunAt: 600, used: 300, runningSince: 600 }, 500)).toBe(300);
});

test('the clock of the recording always shows hours and never a negative time', () => {
	expect(recordingClock(2_530_999)).toBe('00:42:10');
	expect(recordingClock(360_000_000)).toBe('100:00:00');
	expect(recordingClock(-800)).toBe('00:00:00');
});
