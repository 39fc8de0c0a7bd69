// The arguments that join what was made: segments and sound into one file with chapters, and its poster. Pure.
import type { Span } from './scenes.ts';

export interface Chapter extends Span {
	title: string;
}

export function joinArgs(
	files: { segmentList: string; audio: string; chapters: string },
	output: string
): string[] {
	return [
		...['-f', 'concat', '-safe', '0', '-i', files.segmentList, '-i', files.audio, '-i', files.chapters],
		...['-map', '0:v:0', '-map', '1:a:0', '-map_metadata', '2', '-map_chapters', '2'],
		...['-c', 'copy', '-movflags', '+faststart', '-f', 'mp4', output]
	];
}

/** For ffmpeg's concat reader; our own names need no escaping. */
export function segmentList(files: readonly string[]): string {
	return files.map((file) => `file '${file}'\n`).join('');
}

export function posterArgs(video: string, moment: number, output: string): string[] {
	return [
		...['-ss', (moment / 1000).toFixed(3), '-i', video, '-frames:v', '1', '-vf', 'scale=640:-2'],
		...['-q:v', '4', '-f', 'image2', '-update', '1', output]
	];
}

export function chapterMetadata(title: string, chapters: readonly Chapter[]): string {
	const head = [';FFMETADATA1', `title=${escapeValue(title)}`];
	const blocks = chapters.flatMap((chapter) => [
		'[CHAPTER]',
		'TIMEBASE=1/1000',
		`START=${Math.round(chapter.from)}`,
		`END=${Math.round(chapter.to)}`,
		`title=${escapeValue(chapter.title)}`
	]);
	return [...head, ...blocks, ''].join('\n');
}

function escapeValue(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[=;#\\]/g, '\\$&');
}
