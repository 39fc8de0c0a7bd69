// From the log and the checked parts to what the recording tells. Pure.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import {
	agendaTimes,
	chairTurns,
	cutByChair,
	floorTurns,
	meetingTimes,
	recordedParts,
	recordingTimes,
	stageIntervals
} from '#lib/server/events/events.ts';
import type { Interval } from '#lib/server/events/events.ts';
import type { Part } from '#lib/server/archive/archive.ts';
import type { Room } from '#lib/server/meetings/meetings.ts';
import type { Chapter } from './joining.ts';
import { stumble, type Scan } from './scan.ts';
import type { Picture, Span, Story } from './scenes.ts';
import type { SoundSource } from './sound.ts';

export interface CheckedPart {
	part: Part;
	/** Absolute path. */
	file: string;
	scan: Scan;
}

export interface Placed extends CheckedPart {
	/** Milliseconds from second 0 of the recording to the part's first packet. */
	offset: number;
	/** Parts of one track follow each other. */
	track: string;
}

export interface RecordingSpan {
	/** Wall clock of second 0, in milliseconds. */
	begin: number;
	duration: number;
}

/** Undefined when nothing was ever recorded. */
export function recordingSpan(events: readonly MeetingEvent[]): RecordingSpan | undefined {
	const { startedAt, stoppedAt } = recordingTimes(events);
	const { endedAt } = meetingTimes(events);
	const end = stoppedAt ?? endedAt ?? events.at(-1)?.at;
	if (startedAt === null || end === undefined || end <= startedAt) return undefined;
	// Whole frames, so that pictures and sound are equally long.
	return { begin: startedAt, duration: Math.ceil((end - startedAt) / 40) * 40 };
}

/** The log has the offset; the part's row has the time for a server that died before it could write the event. */
export function placeParts(
	parts: readonly CheckedPart[],
	events: readonly MeetingEvent[],
	span: RecordingSpan
): Placed[] {
	const logged = new Map(recordedParts(events).map((part) => [part.partId, part]));
	return parts.flatMap((checked) => {
		const { id, startedAt, siteId, source } = checked.part;
		const { offset = startedAt === null ? undefined : startedAt.getTime() - span.begin, producerId } =
			logged.get(id) ?? {};
		if (offset === undefined || offset >= span.duration) return [];
		return [{ ...checked, offset, track: producerId ?? `${siteId} ${source}` }];
	});
}

/** What is heard of each part: a full part goes on until the next one of its track has begun, and is heard until then. */
export function soundsOf(placed: readonly Placed[]): SoundSource[] {
	const heard = placed.filter(({ part }) => part.source === 'microphone' || part.source === 'screen-audio');
	return [...Map.groupBy(heard, ({ track }) => track).values()].flatMap((track) => {
		const inOrder = track.toSorted((a, b) => a.offset - b.offset);
		return inOrder.map(({ file, offset, scan }, index) => {
			const next = inOrder[index + 1]?.offset ?? Infinity;
			return { file, offset, duration: Math.min(scan.duration, next - offset) };
		});
	});
}

export function storyOf(
	room: Room,
	events: readonly MeetingEvent[],
	placed: readonly Placed[],
	span: RecordingSpan
): Story {
	const within = withinOf(span);
	return {
		duration: span.duration,
		title: room.meeting.title,
		mainSiteId: room.sites.find((site) => site.kind === 'main')?.siteId ?? '',
		pictures: picturesOf(room, placed, events, span),
		floor: floorTurns(events).flatMap((turn) => within(turn, { siteId: turn.siteId })),
		agenda: agendaTimes(events).flatMap((time) => within(time, { title: time.title }))
	};
}

/** What comes before the first item is the opening. Without an agenda there are no chapters. */
export function chaptersOf(story: Pick<Story, 'agenda' | 'duration'>, opening: string): Chapter[] {
	const [first] = story.agenda;
	if (first === undefined) return [];
	const head = first.from > 1_000 ? [{ from: 0, to: first.from, title: opening }] : [];
	return [...head, ...story.agenda];
}

/** What a track that the log does not know was on: all the time. */
const always: Span & { chairName?: string } = { from: -Infinity, to: Infinity };

/** What was captured, while the log has it on the stage and switched on. */
function picturesOf(
	{ meeting }: Room,
	placed: readonly Placed[],
	events: readonly MeetingEvent[],
	span: RecordingSpan
): Picture[] {
	const within = withinOf(span);
	const planned = { personId: meeting.chairId, name: meeting.chairName };
	const turns = chairTurns(events);
	const staged = stageIntervals(events).flatMap((interval) => cutByChair(interval, planned, turns));
	const onStage = Map.groupBy(staged, ({ producerId }) => producerId);
	const tracks = Map.groupBy(placed, ({ track }) => track);
	const pictures = [...tracks].flatMap(([track, parts]) => {
		const captured = parts.flatMap((part) => capturedOf(part, span)).toSorted((a, b) => a.from - b.from);
		const shown = onStage.get(track);
		const intervals = shown?.flatMap((one) => within(one, { chairName: one.chairName })) ?? [always];
		return intervals.flatMap(({ from, to, chairName }) => {
			const pictures = bridge(clip(captured, { from, to }), to);
			return pictures.map((picture) => ({ ...picture, chairName }));
		});
	});
	return pictures.toSorted((a, b) => a.from - b.from);
}

function capturedOf({ part, scan, offset }: Placed, span: RecordingSpan): Picture[] {
	const { id: partId, siteId, source } = part;
	if (source !== 'camera' && source !== 'screen') return [];
	const pictures = scan.runs.map((run) => ({ from: run.from + offset, to: run.to + offset }));
	return clip(pictures, { from: 0, to: span.duration }).map((picture) => ({
		...picture,
		partId,
		siteId,
		source
	}));
}

function clip<T extends Span>(spans: readonly T[], { from, to }: Span): T[] {
	return spans
		.map((one) => ({ ...one, from: Math.max(from, one.from), to: Math.min(to, one.to) }))
		.filter((one) => one.from < one.to);
}

/** Between two parts of one camera, and while a line or a PC stumbles, the last picture stays. */
function bridge(pictures: readonly Picture[], end: number): Picture[] {
	return pictures.map((picture, index) => {
		const next = pictures[index + 1]?.from ?? end;
		return next > picture.to && next - picture.to <= stumble ? { ...picture, to: next } : picture;
	});
}

function withinOf(span: RecordingSpan) {
	return <T extends object>(interval: Interval, data: T): (Span & T)[] => {
		const from = Math.max(0, interval.from - span.begin);
		const to = Math.min(span.duration, (interval.to ?? Infinity) - span.begin);
		return from < to ? [{ ...data, from, to }] : [];
	};
}
