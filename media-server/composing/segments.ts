import { m } from '#lib/paraglide/messages.js';
import { FfmpegError } from './ffmpeg.ts';
import { millisecondsPerFrame } from './frame.ts';
import { packetAt } from './scan.ts';
import type { Scene } from './scenes.ts';
import { segmentOf, withoutPictures, type SegmentContext } from './segment.ts';
import type { Placed } from './story.ts';
import type { Workbench } from './studio.ts';

/** Makes what is missing, in order, and answers the files' names in the work folder. */
export async function makeSegments(
	bench: Workbench,
	scenes: readonly Scene[],
	told: { placed: readonly Placed[]; names: ReadonlyMap<string, string>; title: string },
	onProgress: (part: number) => void
): Promise<string[]> {
	const context: SegmentContext = {
		pictures: new Map(
			told.placed.map(({ part, file, offset, scan }) => [
				part.id,
				{ file, offset, packetAt: (moment) => packetAt(scan, moment) }
			])
		),
		names: told.names,
		title: told.title,
		words: {
			screenOf: (name) => m.documents_recording_screen({ name }, { locale: 'vi' }),
			chairOf: (name, chair) => m.documents_recording_chair({ name, chair }, { locale: 'vi' }),
			noPicture: m.documents_recording_no_picture({}, { locale: 'vi' })
		}
	};
	const total = scenes.reduce((sum, scene) => sum + scene.to - scene.from, 0);
	const files: string[] = [];
	let done = 0;
	for (const scene of scenes) {
		const length = scene.to - scene.from;
		files.push(
			await makeScene(bench, scene, context, (ms) => onProgress((done + ms / millisecondsPerFrame) / total))
		);
		done += length;
		onProgress(done / total);
	}
	return files;
}

/** A file that cannot be decoded costs its picture, never the recording. */
async function makeScene(
	bench: Workbench,
	scene: Scene,
	context: SegmentContext,
	onProgress: (ms: number) => void
): Promise<string> {
	try {
		return await makeSegment(bench, scene, context, onProgress);
	} catch (error) {
		if (!(error instanceof FfmpegError) || error.diskFull) throw error;
		bench.log.error({ err: error, lines: error.lines, scene }, 'a scene is shown without its pictures');
		return makeSegment(bench, withoutPictures(scene), context, onProgress);
	}
}

async function makeSegment(
	{ folder, run }: Workbench,
	scene: Scene,
	context: SegmentContext,
	onProgress: (ms: number) => void
): Promise<string> {
	const { key, args, texts } = segmentOf(scene, context);
	const name = `${key}.mp4`;
	await folder.once(name, async (draft) => {
		for (const [file, text] of texts) await folder.write(file, text);
		await run([...args, '-f', 'mp4', draft], onProgress);
	});
	return name;
}
