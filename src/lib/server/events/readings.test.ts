import { describe, expect, test } from 'vitest';
import type { NewEvent } from '#lib/protocol/events.ts';
import { agendaTimes, timeOfItem } from './agenda.ts';
import { floorTurns } from './floor.ts';
import { meetingTimes } from './intervals.ts';
import { log } from './log.test-data.ts';
import { connections, leftSites, presence } from './presence.ts';
import { recordedParts, recordingTimes } from './recording.ts';
import { stageIntervals } from './stage.ts';

const site = 'site a';
const other = 'site b';

const opened: NewEvent = { type: 'meeting:opened', data: {} };
const ended: NewEvent = { type: 'meeting:ended', data: {} };
const granted = (siteId: string): NewEvent => ({ type: 'floor:granted', siteId, data: {} });
const floorEnded = (siteId: string): NewEvent => ({
	type: 'floor:ended',
	siteId,
	data: { reason: 'returned' }
});
const came = (siteId: string, connectionId: string): NewEvent => ({
	type: 'site:connected',
	siteId,
	personId: 'person',
	data: { connectionId }
});
const went = (siteId: string, connectionId: string): NewEvent => ({
	type: 'site:disconnected',
	siteId,
	data: { connectionId, reason: 'lost' }
});

test('a meeting that was not opened has no times', () => {
	expect(meetingTimes([])).toEqual({ openedAt: null, endedAt: null });
	expect(meetingTimes(log(opened, ended))).toEqual({ openedAt: 1000, endedAt: 2000 });
});

describe('turns of the floor', () => {
	test('run from the grant to the end, with its reason', () => {
		expect(floorTurns(log(opened, granted(site), floorEnded(site)))).toEqual([
			{ siteId: site, from: 2000, to: 3000, reason: 'returned' }
		]);
	});

	test('of one site are counted each', () => {
		const events = log(granted(site), floorEnded(site), granted(site), floorEnded(site));
		expect(floorTurns(events).map(({ from, to }) => [from, to])).toEqual([
			[1000, 2000],
			[3000, 4000]
		]);
	});

	test('go on while nothing ends them, and end with the meeting', () => {
		expect(floorTurns(log(granted(site)))[0]).toMatchObject({ to: null, reason: null });
		expect(floorTurns(log(granted(site), ended))[0]).toMatchObject({ to: 2000 });
	});

	test('an end without a grant is nothing', () => {
		expect(floorTurns(log(floorEnded(other)))).toEqual([]);
	});
});

describe('presence', () => {
	test('knows every device', () => {
		expect(connections(log(came(site, 'one'), went(site, 'one')))).toEqual([
			{
				connectionId: 'one',
				siteId: site,
				personId: 'person',
				observes: false,
				from: 1000,
				to: 2000,
				reason: 'lost'
			}
		]);
	});

	test('of a site is from its first device to its last', () => {
		const events = log(came(site, 'one'), came(site, 'two'), went(site, 'one'), went(site, 'two'));
		expect(presence(events).get(site)).toEqual([{ from: 1000, to: 4000 }]);
	});

	test('has a gap when no device was there', () => {
		const events = log(came(site, 'one'), went(site, 'one'), opened, came(site, 'two'));
		expect(presence(events).get(site)).toEqual([
			{ from: 1000, to: 2000 },
			{ from: 4000, to: null }
		]);
	});

	test('is nobody’s who only observes', () => {
		const observing: NewEvent = {
			type: 'site:connected',
			siteId: site,
			data: { connectionId: 'two', observes: true }
		};
		expect(presence(log(observing)).has(site)).toBe(false);
		const events = log(came(site, 'one'), observing, went(site, 'one'));
		expect(presence(events).get(site)).toEqual([{ from: 1000, to: 3000 }]);
	});

	test('tells who left by themselves from who was lost', () => {
		const left = (siteId: string, connectionId: string): NewEvent => ({
			type: 'site:disconnected',
			siteId,
			data: { connectionId, reason: 'left' }
		});
		expect(leftSites(log(came(site, 'one'), left(site, 'one')))).toEqual(new Set([site]));
		expect(leftSites(log(came(site, 'one'), went(site, 'one')))).toEqual(new Set());
		const twoDevices = [came(site, 'one'), came(site, 'two')];
		expect(leftSites(log(...twoDevices, left(site, 'two')))).toEqual(new Set());
		expect(leftSites(log(...twoDevices, left(site, 'two'), went(site, 'one')))).toEqual(new Set());
		expect(leftSites(log(...twoDevices, went(site, 'one'), left(site, 'two')))).toEqual(new Set([site]));
		expect(leftSites(log(came(site, 'one'), left(site, 'one'), came(site, 'two')))).toEqual(new Set());
	});

	test('keeps sites apart', () => {
		const events = log(came(site, 'one'), came(other, 'two'), went(site, 'one'));
		expect([...presence(events).keys()]).toEqual([site, other]);
		expect(presence(events).get(other)).toEqual([{ from: 2000, to: null }]);
	});
});

test('an agenda item ends when the next one begins, and can be taken up again', () => {
	const begun = (itemId: string): NewEvent => ({ type: 'agenda:begun', data: { itemId, title: itemId } });
	expect(agendaTimes(log(begun('1'), begun('2'), begun('1'), ended))).toEqual([
		{ itemId: '1', title: '1', from: 1000, to: 2000 },
		{ itemId: '2', title: '2', from: 2000, to: 3000 },
		{ itemId: '1', title: '1', from: 3000, to: 4000 }
	]);
});

test('the time of an agenda item is the sum of all its times, and what is running now is told apart', () => {
	const begun = (itemId: string): NewEvent => ({ type: 'agenda:begun', data: { itemId, title: itemId } });
	const times = (...events: NewEvent[]) => agendaTimes(log(...events));
	const again = times(begun('1'), begun('2'), begun('1'), begun('2'), begun('1'));
	expect(timeOfItem(again, '1')).toEqual({ begunAt: 5000, used: 2000, runningSince: 5000 });
	expect(timeOfItem(again, '2')).toEqual({ begunAt: 4000, used: 2000, runningSince: null });
	expect(timeOfItem(again, '3')).toEqual({ begunAt: null, used: 0, runningSince: null });
	const over = times(begun('1'), begun('2'), begun('1'), ended);
	expect(timeOfItem(over, '1')).toEqual({ begunAt: 3000, used: 2000, runningSince: null });
});

test('the stage tells who was to be seen from when to when', () => {
	const data = { connectionId: 'one', producerId: 'camera', source: 'camera' } as const;
	const entered: NewEvent = { type: 'stage:entered', siteId: site, personId: 'person', data };
	const left: NewEvent = { type: 'stage:left', siteId: site, personId: 'person', data };
	expect(stageIntervals(log(entered, left))).toEqual([
		{ siteId: site, personId: 'person', ...data, from: 1000, to: 2000 }
	]);
	expect(stageIntervals(log(entered, ended))[0]?.to).toBe(2000);
	expect(stageIntervals(log(entered))[0]?.to).toBeNull();
});

test('what is switched off on the stage is not to be seen until it is switched on again', () => {
	const data = { connectionId: 'one', producerId: 'camera', source: 'camera' } as const;
	const fact = (type: 'stage:entered' | 'stage:paused' | 'stage:resumed' | 'stage:left'): NewEvent => ({
		type,
		siteId: site,
		personId: 'person',
		data
	});
	const times = (...types: Parameters<typeof fact>[0][]) =>
		stageIntervals(log(...types.map(fact))).map(({ from, to }) => [from, to]);
	expect(times('stage:entered', 'stage:paused', 'stage:resumed', 'stage:left')).toEqual([
		[1000, 2000],
		[3000, 4000]
	]);
	expect(times('stage:entered', 'stage:paused', 'stage:left')).toEqual([[1000, 2000]]);
});

test('a recorded part begins with its first packet, measured from the start of the recording', () => {
	const events = log(
		{ type: 'recording:announced', data: {} },
		{ type: 'recording:started', data: {} },
		{
			type: 'part:started',
			siteId: site,
			data: { partId: 'part', producerId: 'camera', source: 'camera', offset: 250 }
		},
		{ type: 'part:ended', data: { partId: 'part', reason: 'rotated' } },
		{ type: 'recording:stopped', data: {} }
	);
	expect(recordingTimes(events)).toEqual({ announcedAt: 1000, startedAt: 2000, stoppedAt: 5000 });
	expect(recordedParts(events)).toEqual([
		{
			partId: 'part',
			siteId: site,
			producerId: 'camera',
			source: 'camera',
			offset: 250,
			from: 2250,
			to: 4000,
			reason: 'rotated'
		}
	]);
});

describe('the time in the lobby', () => {
	const lobby = (type: 'lobby:entered' | 'lobby:left'): NewEvent => ({ type, siteId: site, data: {} });

	test('is no time in the meeting', () => {
		const events = log(came(site, '1'), lobby('lobby:entered'), lobby('lobby:left'), went(site, '1'));
		expect(presence(events).get(site)).toEqual([
			{ from: 1000, to: 2000 },
			{ from: 3000, to: 4000 }
		]);
	});

	test('goes on while nobody lets the site in, whoever comes and goes', () => {
		const events = log(came(site, '1'), lobby('lobby:entered'), went(site, '1'), came(site, '2'));
		expect(presence(events).get(site)).toEqual([{ from: 1000, to: 2000 }]);
	});

	test('of a site that was not there takes nothing away', () => {
		const events = log(lobby('lobby:entered'), lobby('lobby:left'), came(site, '1'));
		expect(presence(events).get(site)).toEqual([{ from: 3000, to: null }]);
	});
});
