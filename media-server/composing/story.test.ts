import { describe, expect, it } from 'vitest';
import type { MeetingEvent, NewEvent } from '#lib/protocol/events.ts';
import type { Source } from '#lib/protocol/values.ts';
import type { Room } from '#lib/server/meetings/meetings.ts';
import type { Part } from '#lib/server/archive/archive.ts';
import { scanOf } from './scan.ts';
import { chaptersOf, placeParts, recordingSpan, soundsOf, storyOf, type CheckedPart } from './story.ts';

const begin = Date.UTC(2021, 11, 15, 1);
const siteId = '00000000-0000-4000-8000-000000000001';
const itemId = '00000000-0000-4000-8000-000000000011';

/** `at` in milliseconds after the recording's begin. */
function log(events: (NewEvent & { at: number })[]): MeetingEvent[] {
	return events.map(
		(event, index) =>
			({
				meetingId: siteId,
				seq: index + 1,
				siteId: null,
				personId: null,
				...event,
				at: begin + event.at
			}) as MeetingEvent
	);
}

const started = { type: 'recording:started', at: 0, data: {} } as const;
const ended = { type: 'meeting:ended', at: 60_000, data: {} } as const;
const span = { begin, duration: 60_000 };

const every40 = (from: number, to: number) =>
	Array.from({ length: Math.round((to - from) / 40) }, (_, index) => from + index * 40);

function part(id: string, source: Source, second: number | null, times: number[]): CheckedPart {
	const row: Part = {
		id,
		meetingId: siteId,
		siteId,
		source,
		state: 'checked',
		path: `${id}.mkv`,
		startedAt: second === null ? null : new Date(begin + second * 1000),
		endedAt: null,
		durationMs: null,
		size: null,
		failure: null
	};
	return { part: row, file: `/recordings/${id}.mkv`, scan: scanOf(times, source) };
}

const partStarted = (partId: string, offset: number, source: Source, producerId = 'producer') =>
	({ type: 'part:started', at: offset, siteId, data: { partId, producerId, source, offset } }) as const;

const room: Room = {
	meeting: {
		meetingId: siteId,
		title: 'Giao ban',
		conduct: 'chaired',
		quorumRule: 'half',
		state: 'ended',
		startsAt: new Date(begin),
		plannedMinutes: 60,
		chairId: 'chair',
		chairName: 'Nguyễn Văn Tùng',
		deputyId: null,
		secretaryId: 'secretary',
		operatorId: null,
		actingRoles: ['secretary'],
		observerIds: [],
		openedAt: new Date(begin),
		endedAt: new Date(begin + 60_000)
	},
	agenda: [],
	papers: [],
	sites: [
		{ siteId, unitId: siteId, name: 'Thành phố Hải Phòng', parentName: '', level: 'city', kind: 'main' }
	]
};

describe('the time of the recording', () => {
	it('goes from its start to its stop, in whole frames', () => {
		const stopped = { type: 'recording:stopped', at: 59_990, data: {} } as const;
		expect(recordingSpan(log([started, stopped, ended]))).toEqual({ begin, duration: 60_000 });
	});

	it('ends with the meeting when nobody could write down the stop', () => {
		expect(recordingSpan(log([started, ended]))).toEqual({ begin, duration: 60_000 });
	});

	it('is none when nothing was recorded', () => {
		expect(recordingSpan(log([ended]))).toBeUndefined();
	});
});

describe('a part', () => {
	it('lies where the log says', () => {
		const placed = placeParts(
			[part('a', 'camera', 5, every40(0, 1_000))],
			log([started, partStarted('a', 3_000, 'camera')]),
			span
		);
		expect(placed[0]?.offset).toBe(3_000);
	});

	it('lies where its row says when the server died before it could write the event', () => {
		const placed = placeParts([part('a', 'camera', 5, every40(0, 1_000))], log([started]), span);
		expect(placed[0]?.offset).toBe(5_000);
	});

	it('lies nowhere when nobody knows its first packet, or when it began after the end', () => {
		const parts = [part('a', 'camera', null, every40(0, 1_000)), part('b', 'camera', 61, every40(0, 1_000))];
		expect(placeParts(parts, log([started]), span)).toEqual([]);
	});
});

describe('pictures', () => {
	const picturesOf = (parts: CheckedPart[], events = log([started, ended])) =>
		storyOf(room, events, placeParts(parts, events, span), span).pictures.map(({ partId, from, to }) => [
			partId,
			from,
			to
		]);

	it('begin with the first that can be decoded and end with the recording', () => {
		expect(picturesOf([part('a', 'camera', 58, every40(400, 9_000))])).toEqual([['a', 58_400, 60_000]]);
	});

	it('bridge the moment between two parts of one camera', () => {
		const parts = [part('a', 'camera', 0, every40(0, 10_000)), part('b', 'camera', 10.8, every40(0, 10_000))];
		expect(picturesOf(parts)).toEqual([
			['a', 0, 10_800],
			['b', 10_800, 20_800]
		]);
	});

	it('leave the time empty in which nothing came for long', () => {
		const parts = [part('a', 'camera', 0, [...every40(0, 10_000), ...every40(25_000, 30_000)])];
		expect(picturesOf(parts)).toEqual([
			['a', 0, 10_000],
			['a', 25_000, 30_000]
		]);
	});

	it('name the chair whose they are, until the chair is handed on and from then on', () => {
		const on = (personId: string, producerId: string, at: number) => {
			const data = { connectionId: personId, producerId, source: 'camera' } as const;
			return { type: 'stage:entered', at, siteId, personId, data } as const;
		};
		const handed = { type: 'chair:handed', data: { personId: 'deputy', personName: 'Lê Văn Sơn' } } as const;
		const events = log([
			started,
			partStarted('a', 0, 'camera', 'chair camera'),
			partStarted('b', 0, 'camera', 'deputy camera'),
			on('chair', 'chair camera', 0),
			on('deputy', 'deputy camera', 0),
			{ ...handed, at: 20_000 },
			ended
		]);
		const whole = every40(0, 60_000);
		const parts = placeParts([part('a', 'camera', 0, whole), part('b', 'camera', 0, whole)], events, span);
		const { pictures } = storyOf(room, events, parts, span);
		expect(pictures.map(({ partId, from, chairName }) => [partId, from, chairName])).toEqual([
			['a', 0, 'Nguyễn Văn Tùng'],
			['b', 0, undefined],
			['a', 20_000, undefined],
			['b', 20_000, 'Lê Văn Sơn']
		]);
	});

	it('leave the time empty in which a camera was off, however short, and stay until it leaves the stage', () => {
		const data = { connectionId: 'one', producerId: 'producer', source: 'camera' } as const;
		const on = (type: 'stage:entered' | 'stage:paused' | 'stage:resumed' | 'stage:left', at: number) =>
			({ type, at, siteId, data }) as const;
		const events = log([
			started,
			partStarted('a', 0, 'camera'),
			on('stage:entered', 0),
			on('stage:paused', 10_000),
			on('stage:resumed', 12_000),
			on('stage:left', 29_000),
			ended
		]);
		const parts = [part('a', 'camera', 0, [...every40(0, 10_100), ...every40(12_400, 27_000)])];
		expect(picturesOf(parts, events)).toEqual([
			['a', 0, 10_000],
			['a', 12_000, 29_000]
		]);
	});
});

describe('sounds', () => {
	it('are heard once where two parts of one track overlap', () => {
		const parts = [
			part('a', 'microphone', 0, every40(0, 12_000)),
			part('b', 'microphone', 10, every40(0, 12_000))
		];
		const events = log([
			started,
			partStarted('a', 0, 'microphone'),
			partStarted('b', 10_000, 'microphone'),
			partStarted('c', 5_000, 'microphone', 'another')
		]);
		const other = part('c', 'microphone', 5, every40(0, 12_000));
		const sounds = soundsOf(placeParts([...parts, other], events, span));
		expect(sounds.map(({ file, offset, duration }) => [file, offset, duration])).toEqual([
			['/recordings/a.mkv', 0, 10_000],
			['/recordings/b.mkv', 10_000, 12_000],
			['/recordings/c.mkv', 5_000, 12_000]
		]);
	});

	it('come from microphones and shared screens only', () => {
		const parts = [
			part('a', 'camera', 0, every40(0, 1_000)),
			part('b', 'screen-audio', 0, every40(0, 1_000))
		];
		expect(soundsOf(placeParts(parts, log([started]), span))).toHaveLength(1);
	});
});

describe('chapters', () => {
	const chapters = (at: number) => {
		const events = log([
			started,
			{ type: 'agenda:begun', at, data: { itemId, title: 'Thu ngân sách' } },
			ended
		]);
		return chaptersOf(storyOf(room, events, [], span), 'Khai mạc').map(({ title, from, to }) => [
			title,
			from,
			to
		]);
	};

	it('are the agenda items, after the opening', () => {
		expect(chapters(5_000)).toEqual([
			['Khai mạc', 0, 5_000],
			['Thu ngân sách', 5_000, 60_000]
		]);
	});

	it('have no opening of a moment', () => {
		expect(chapters(400)).toEqual([['Thu ngân sách', 400, 60_000]]);
	});

	it('are none without an agenda', () => {
		expect(chaptersOf(storyOf(room, log([started, ended]), [], span), 'Khai mạc')).toEqual([]);
	});
});
