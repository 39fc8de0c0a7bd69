import { expect, it } from 'vitest';
import { chapterMetadata, joinArgs, segmentList } from './joining.ts';

it('writes chapters in milliseconds, with the title', () => {
	expect(chapterMetadata('Giao ban', [{ from: 0, to: 5_000, title: 'Khai mạc' }])).toBe(
		[
			';FFMETADATA1',
			'title=Giao ban',
			'[CHAPTER]',
			'TIMEBASE=1/1000',
			'START=0',
			'END=5000',
			'title=Khai mạc',
			''
		].join('\n')
	);
});

it('escapes what the format takes for its own signs', () => {
	expect(chapterMetadata('a=b;c#d\\e\nf', [])).toContain('title=a\\=b\\;c\\#d\\\\e f');
});

it('copies pictures and sound instead of encoding them again', () => {
	const args = joinArgs(
		{ segmentList: 'segments.txt', audio: 'audio.m4a', chapters: 'chapters.txt' },
		'video.mp4'
	);
	expect(args.join(' ')).toContain('-c copy -movflags +faststart');
});

it('lists the segments in order', () => {
	expect(segmentList(['a.mp4', 'b.mp4'])).toBe("file 'a.mp4'\nfile 'b.mp4'\n");
});
