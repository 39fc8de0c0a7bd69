// The arguments that make one scene: pictures on a dark ground, names below them, the agenda item in the bar. Pure.
import { createHash } from 'node:crypto';
import { bar, frame, millisecondsPerFrame, placesFor, type Box } from './frame.ts';
import type { Scene, Tile } from './scenes.ts';
import { fitLine, textWidth, wrapLines } from './text-fit.ts';

export interface PictureSource {
	/** Relative to the folder in which ffmpeg runs, or absolute. */
	file: string;
	/** Milliseconds from second 0 of the recording to the file's first packet. */
	offset: number;
	/** The packet (milliseconds in the file) whose picture is seen at a moment of the file. */
	packetAt: (moment: number) => number;
}

export interface SegmentContext {
	pictures: ReadonlyMap<string, PictureSource>;
	/** Site → name. */
	names: ReadonlyMap<string, string>;
	title: string;
	words: {
		screenOf: (name: string) => string;
		chairOf: (name: string, chair: string) => string;
		noPicture: string;
	};
}

export interface Segment {
	/** Depends on everything that the result depends on: an equal key is an equal segment. */
	key: string;
	args: string[];
	/** Text files that the filters read. */
	texts: ReadonlyMap<string, string>;
	frames: number;
}

export const fontFile = 'font.ttf';

const colours = {
	ground: '0x0a1219',
	card: '0x16293a',
	bar: '0x0f1d28',
	text: 'white',
	soft: '0xb9c7d2'
} as const;

/** Identical for all segments, because they are joined by copying. */
const encoding = [
	...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
	...['-g', String(2 * frame.rate), '-r', String(frame.rate), '-video_track_timescale', '12800']
];

export function segmentOf(scene: Scene, context: SegmentContext): Segment {
	const texts = new Map<string, string>();
	const drawing = new Drawing(texts);
	const places = placesFor(scene.small.length);
	const placed = [{ tile: scene.large, box: places.large }, ...pair(scene.small, places.small)];
	drawing.fill(bar, colours.bar);
	for (const { tile, box } of placed) if (tile.kind === 'name') drawing.fill(box, colours.card);
	const ground = drawing.take();
	for (const { tile, box } of placed) drawTile(drawing, tile, box, scene, context);
	const caption = scene.caption || context.title;
	drawing.line(fitLine(caption, 22, bar.width - 64), { x: 32, baseline: bar.y + 36, size: 22 });
	const pictures = placed.flatMap(({ tile, box }) => pictureInput(tile, box, scene, context));
	const { inputs, chains, last } = layPictures(
		pictures,
		((scene.to - scene.from) * millisecondsPerFrame) / 1000
	);
	const filter = [`[0:v]${ground}[ground]`, ...chains, `[${last}]${drawing.take()},format=yuv420p[out]`].join(
		';'
	);
	const frames = scene.to - scene.from;
	const args = [
		...['-f', 'lavfi', '-i', `color=c=${colours.ground}:s=${frame.width}x${frame.height}:r=${frame.rate}`],
		...inputs,
		...['-filter_complex', filter, '-map', '[out]', '-frames:v', String(frames), ...encoding]
	];
	const key = createHash('sha256')
		.update(JSON.stringify([args, [...texts]]))
		.digest('hex')
		.slice(0, 24);
	return { key, args, texts, frames };
}

/** The same moment without pictures, for when a file cannot be decoded. */
export function withoutPictures(scene: Scene): Scene {
	const toName = (tile: Tile): Tile =>
		tile.kind === 'picture' ? { kind: 'name', siteId: tile.siteId } : tile;
	return { ...scene, large: toName(scene.large), small: scene.small.map(toName) };
}

function pair(tiles: readonly Tile[], boxes: readonly Box[]) {
	return boxes.flatMap((box, index) => {
		const tile = tiles[index];
		return tile ? [{ tile, box }] : [];
	});
}

interface PlacedPicture {
	source: PictureSource;
	/** Seconds into the file, and how much earlier than the scene's begin that is. */
	seek: number;
	early: number;
	box: Box;
}

function pictureInput(tile: Tile, box: Box, scene: Scene, context: SegmentContext): PlacedPicture[] {
	const source = tile.kind === 'picture' ? context.pictures.get(tile.partId) : undefined;
	if (!source) return [];
	const moment = scene.from * millisecondsPerFrame - source.offset;
	const packet = source.packetAt(Math.max(0, moment));
	// A millisecond before the packet, so that rounding does not lose it.
	return [{ source, seek: Math.max(0, packet - 1) / 1000, early: (moment - packet) / 1000, box }];
}

/**
 * A picture may change its size in the middle of a file, and ffmpeg then builds the filters anew: nothing here
 * counts from the first frame. `fps` repeats the first picture back to the scene's begin. It would also repeat one across
 * a leap of time within the file, which may be hours and fill the memory of any machine: `trim` ends it with the scene.
 */
function layPictures(pictures: readonly PlacedPicture[], seconds: number) {
	const inputs = pictures.flatMap(({ source, seek }) => ['-ss', seek.toFixed(3), '-i', source.file]);
	const chains: string[] = [];
	let last = 'ground';
	pictures.forEach(({ early, box }, index) => {
		const fit = `w=${box.width}:h=${box.height}:force_original_aspect_ratio=decrease:force_divisible_by=2`;
		const time = `setpts=PTS-(${early.toFixed(3)})/TB,fps=${frame.rate}:start_time=0`;
		const end = `trim=end=${(seconds + 1).toFixed(3)}`;
		const place = `x=${box.x}+(${box.width}-w)/2:y=${box.y}+(${box.height}-h)/2`;
		chains.push(`[${index + 1}:v:0]scale=${fit},setsar=1,${time},${end}[picture${index}]`);
		chains.push(`[${last}][picture${index}]overlay=${place}:eof_action=repeat[stage${index}]`);
		last = `stage${index}`;
	});
	return { inputs, chains, last };
}

function drawTile(drawing: Drawing, tile: Tile, box: Box, scene: Scene, context: SegmentContext): void {
	const isLarge = box.width > 400;
	if (tile.kind === 'title') {
		drawing.centred(wrapLines(context.title, 44, box.width - 120, 4), box, 44);
		return;
	}
	const name = context.names.get(tile.siteId) ?? '';
	if (tile.kind === 'name') {
		const size = isLarge ? 40 : 18;
		drawing.centred(wrapLines(name, size, box.width - 24, isLarge ? 3 : 4), box, size);
		if (isLarge) drawing.note(context.words.noPicture, box);
		return;
	}
	drawing.label(labelOf(tile, name, context), box, isLarge ? 24 : 15);
}

function labelOf(
	{ source, chairName }: Extract<Tile, { kind: 'picture' }>,
	name: string,
	{ words }: SegmentContext
): string {
	if (source === 'screen') return words.screenOf(name);
	return chairName === undefined ? name : words.chairOf(name, chairName);
}

class Drawing {
	readonly #texts: Map<string, string>;
	#steps: string[] = [];

	constructor(texts: Map<string, string>) {
		this.#texts = texts;
	}

	take(): string {
		const steps = this.#steps.length > 0 ? this.#steps.join(',') : 'null';
		this.#steps = [];
		return steps;
	}

	fill({ x, y, width, height }: Box, colour: string): void {
		this.#steps.push(`drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=${colour}:t=fill`);
	}

	/** The text lies in a file, so that nothing in it needs escaping. `baseline` keeps lines of different letters level. */
	line(text: string, at: { x: number | string; baseline: number; size: number; colour?: string }): void {
		if (text === '') return;
		const file = `text-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.txt`;
		this.#texts.set(file, text);
		this.#steps.push(
			`drawtext=fontfile=${fontFile}:textfile=${file}:expansion=none:fontsize=${at.size}` +
				`:fontcolor=${at.colour ?? colours.text}:x=${at.x}:y=${at.baseline}-ascent`
		);
	}

	centred(lines: readonly string[], box: Box, size: number): void {
		const height = Math.round(size * 1.5);
		const top = box.y + box.height / 2 - (lines.length * height) / 2 + size;
		lines.forEach((text, index) => {
			const x = `${box.x}+(${box.width}-text_w)/2`;
			this.line(text, { x, baseline: Math.round(top + index * height), size });
		});
	}

	note(text: string, box: Box): void {
		const x = `${box.x}+(${box.width}-text_w)/2`;
		this.line(text, { x, baseline: box.y + box.height - 48, size: 20, colour: colours.soft });
	}

	label(name: string, box: Box, size: number): void {
		const text = fitLine(name, size, box.width - 2 * size);
		const height = Math.round(size * 1.8);
		const width = Math.min(box.width, Math.round(textWidth(text, size)) + 2 * size);
		const y = box.y + box.height - height;
		this.fill({ x: box.x, y, width, height }, 'black@0.6');
		this.line(text, { x: box.x + Math.round(size * 0.7), baseline: y + Math.round(size * 1.25), size });
	}
}
