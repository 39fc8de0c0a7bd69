// Raw parts and the log in; one video with chapters, one audio file and a poster out.
import { join } from 'node:path';
import { m } from '#lib/paraglide/messages.js';
import {
	listParts,
	reportProgress,
	type ComposedFile,
	type Composition
} from '#lib/server/archive/archive.ts';
import { read } from '#lib/server/events/events.ts';
import { roomOf } from '#lib/server/meetings/meetings.ts';
import { checkParts } from './check.ts';
import { millisecondsPerFrame } from './frame.ts';
import { runFfmpeg } from './ffmpeg.ts';
import { chapterMetadata, joinArgs, posterArgs, segmentList, type Chapter } from './joining.ts';
import { Progress } from './progress.ts';
import { faultsOf, probeFile } from './result.ts';
import { scenesOf, type Scene, type Story } from './scenes.ts';
import { makeSegments } from './segments.ts';
import { audioArgs, soundWindows } from './sound.ts';
import { chaptersOf, placeParts, recordingSpan, soundsOf, storyOf, type Placed } from './story.ts';
import type { Studio, Workbench } from './studio.ts';
import { openWorkFolder } from './work-folder.ts';

export class WrongResult extends Error {
	constructor(file: string, faults: readonly string[]) {
		super(`${file}: ${faults.join('; ')}`);
		this.name = 'WrongResult';
	}
}

// Shares of the whole that the steps take, as measured on long meetings.
const share = { checked: 0.02, pictures: 0.85, sound: 0.95 } as const;

/**
 * Undefined when nothing that was captured can be used. May be interrupted anywhere and called again.
 * `keep` writes the result down; only then are the pieces thrown away.
 */
export async function compose(
	studio: Studio,
	meetingId: string,
	keep: (composition: Composition) => Promise<void>
): Promise<'composed' | 'nothing'> {
	const { sql, log } = studio;
	const [room, events, parts] = await Promise.all([
		roomOf(sql, meetingId),
		read(sql, meetingId),
		listParts(sql, meetingId)
	]);
	const span = recordingSpan(events);
	const placed = span ? placeParts(await checkParts(studio, parts), events, span) : [];
	if (!span || placed.length === 0) return 'nothing';
	const story = storyOf(room, events, placed, span);
	const names = new Map(room.sites.map((site) => [site.siteId, site.name]));
	const folder = await openWorkFolder(studio.dataDir, meetingId);
	const progress = new Progress((done) => reportProgress(sql, meetingId, done), log);
	const options = { program: studio.ffmpeg.ffmpeg, cwd: folder.path, signal: studio.signal, log };
	const bench: Workbench = {
		...studio,
		folder,
		progress,
		run: (args, onProgress) => runFfmpeg(args, { ...options, ...(onProgress ? { onProgress } : {}) })
	};
	try {
		const files = await makeFiles(bench, story, placed, names);
		await keep({ beginsAt: new Date(span.begin), durationMs: span.duration, ...files });
		await folder.remove();
	} finally {
		await progress.close();
	}
	return 'composed';
}

async function makeFiles(
	bench: Workbench,
	story: Story,
	placed: readonly Placed[],
	names: ReadonlyMap<string, string>
): Promise<Pick<Composition, 'video' | 'audio' | 'poster'>> {
	const { folder, progress } = bench;
	const scenes = scenesOf(story);
	const chapters = chaptersOf(story, m.documents_recording_opening({}, { locale: 'vi' }));
	progress.at(0, share.checked, 1);
	const segments = await makeSegments(bench, scenes, { placed, names, title: story.title }, (part) =>
		progress.at(share.checked, share.pictures, part)
	);
	await folder.write('chapters.txt', chapterMetadata(story.title, chapters));
	await folder.write('segments.txt', segmentList(segments));
	await makeSound(bench, placed, story.duration);
	await check(bench, 'audio.m4a', story, chapters, false);
	const files = { segmentList: 'segments.txt', audio: 'audio.m4a', chapters: 'chapters.txt' };
	await bench.run(joinArgs(files, 'video.mp4'));
	await check(bench, 'video.mp4', story, chapters, true);
	await bench.run(posterArgs('video.mp4', posterMoment(scenes), 'poster.jpg'));
	progress.at(share.sound, 1, 1);
	return {
		video: await keepFile(bench, 'video.mp4', 'video/mp4'),
		audio: await keepFile(bench, 'audio.m4a', 'audio/mp4'),
		poster: await keepFile(bench, 'poster.jpg', 'image/jpeg')
	};
}

async function makeSound(bench: Workbench, placed: readonly Placed[], duration: number): Promise<void> {
	const { folder, progress, run } = bench;
	const windows = soundWindows(soundsOf(placed), duration);
	for (const [index, { key, args }] of windows.entries()) {
		await folder.once(`${key}.pcm`, (draft) => run([...args, draft]));
		progress.at(share.pictures, share.sound, (index + 1) / (windows.length + 1));
	}
	await run(
		audioArgs(
			windows.map(({ key }) => `${key}.pcm`),
			'chapters.txt',
			'audio.m4a'
		)
	);
	progress.at(share.pictures, share.sound, 1);
}

async function check(
	bench: Workbench,
	file: string,
	story: Story,
	chapters: readonly Chapter[],
	video: boolean
): Promise<void> {
	const { ffmpeg, folder, signal, log } = bench;
	const found = await probeFile(file, { program: ffmpeg.ffprobe, cwd: folder.path, signal, log });
	const faults = faultsOf(found, { duration: story.duration, chapters: chapters.length, video });
	if (faults.length > 0) throw new WrongResult(file, faults);
}

/** The middle of the longest stretch in which somebody is seen. */
function posterMoment(scenes: readonly Scene[]): number {
	const seen = scenes.filter((scene) => scene.large.kind === 'picture');
	const [best] = (seen.length > 0 ? seen : scenes).toSorted((a, b) => b.to - b.from - (a.to - a.from));
	return best ? ((best.from + best.to) / 2) * millisecondsPerFrame : 0;
}

async function keepFile(bench: Workbench, name: string, mediaType: string): Promise<ComposedFile> {
	const stored = await bench.store.adopt(join(bench.folder.path, name));
	return { ...stored, mediaType };
}
