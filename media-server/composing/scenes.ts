// What the recording shows when: the speaker layout as a reading of floor, pictures and agenda. Pure.
import { frame, smallPlaces, toFrame } from './frame.ts';

/** Milliseconds from second 0 of the recording. */
export interface Span {
	from: number;
	to: number;
}

/** A picture that was on the stage: one stretch of one part without a gap. */
export interface Picture extends Span {
	partId: string;
	siteId: string;
	source: 'camera' | 'screen';
	/** Of the chair, whose picture it is. */
	chairName?: string;
}

export interface Story {
	/** Length of the recording in milliseconds. */
	duration: number;
	title: string;
	/** Where the chair sits. */
	mainSiteId: string;
	pictures: readonly Picture[];
	floor: readonly (Span & { siteId: string })[];
	agenda: readonly (Span & { title: string })[];
}

export type Tile =
	| { kind: 'picture'; partId: string; siteId: string; source: 'camera' | 'screen'; chairName?: string }
	/** Has the floor and is heard, but sends no picture. */
	| { kind: 'name'; siteId: string }
	/** Nobody is to be seen. */
	| { kind: 'title' };

export interface Scene {
	/** First frame, and the first that is no longer in it. */
	from: number;
	to: number;
	large: Tile;
	small: Tile[];
	/** The agenda item under way; empty before the first. */
	caption: string;
}

// A scene is the unit that is made again after an interruption.
const longest = 300 * frame.rate;
/** Shorter ones are flicker: a camera that came a moment later than the floor. */
const shortest = 8;

export function scenesOf(story: Story): Scene[] {
	const end = toFrame(story.duration);
	const cuts = cutsOf(story, end);
	const scenes = cuts.slice(0, -1).map((from, index) => {
		const to = cuts[index + 1] ?? end;
		return { from, to, ...sceneAt(story, (from + to) / 2) };
	});
	return split(merge(scenes));
}

function cutsOf(story: Story, end: number): number[] {
	const spans: readonly Span[] = [...story.pictures, ...story.floor, ...story.agenda];
	const inner = spans.flatMap(({ from, to }) => [toFrame(from), toFrame(to)]);
	const all = [0, ...inner.filter((cut) => cut > 0 && cut < end), end];
	return [...new Set(all)].sort((a, b) => a - b);
}

type Content = Pick<Scene, 'large' | 'small' | 'caption'>;

function sceneAt(story: Story, moment: number): Content {
	const isOn = (span: Span) => toFrame(span.from) <= moment && moment < toFrame(span.to);
	const cameras = latestOfEach(story.pictures.filter((p) => p.source === 'camera' && isOn(p)));
	const screen = story.pictures.filter((p) => p.source === 'screen' && isOn(p)).at(-1);
	// Whoever was called last is large, as it was on the pages.
	const holders = story.floor
		.filter(isOn)
		.map((turn) => turn.siteId)
		.toReversed();
	const caption = story.agenda.filter(isOn).at(-1)?.title ?? '';
	const speakers = holders.map((siteId) => cameras.get(siteId) ?? { kind: 'name' as const, siteId });
	const chair = cameras.get(story.mainSiteId);
	const others = [...cameras.values()].filter((tile) => tile !== chair);
	const order = distinct([
		...(screen ? [tileOf(screen)] : []),
		...speakers,
		...(chair ? [chair] : []),
		...others
	]);
	const [large = { kind: 'title' as const }, ...small] = order;
	return { large, small: small.slice(0, smallPlaces), caption };
}

/** A site with two cameras on shows the one that came last. */
function latestOfEach(cameras: readonly Picture[]): Map<string, Tile> {
	return new Map(cameras.map((picture) => [picture.siteId, tileOf(picture)]));
}

function tileOf({ partId, siteId, source, chairName }: Picture): Tile {
	return { kind: 'picture', partId, siteId, source, chairName };
}

function distinct(tiles: readonly Tile[]): Tile[] {
	const seen = new Set<string>();
	return tiles.filter((tile) => {
		const key = JSON.stringify(tile);
		return seen.has(key) ? false : seen.add(key);
	});
}

/** Joins scenes that show the same, and gives flicker to its neighbour. */
function merge(scenes: readonly Scene[]): Scene[] {
	const merged: Scene[] = [];
	for (const scene of scenes) {
		const last = merged.at(-1);
		if (last && sameContent(last, scene)) last.to = scene.to;
		else if (last && last.to - last.from < shortest)
			merged[merged.length - 1] = { ...scene, from: last.from };
		else merged.push({ ...scene });
	}
	const last = merged.at(-1);
	const before = merged.at(-2);
	if (last && before && last.to - last.from < shortest) {
		before.to = last.to;
		merged.pop();
	}
	return merged;
}

function sameContent(a: Content, b: Content): boolean {
	const key = ({ large, small, caption }: Content) => JSON.stringify([large, small, caption]);
	return key(a) === key(b);
}

function split(scenes: readonly Scene[]): Scene[] {
	return scenes.flatMap((scene) => {
		const pieces = Math.ceil((scene.to - scene.from) / longest);
		return Array.from({ length: pieces }, (_, index) => ({
			...scene,
			from: scene.from + index * longest,
			to: Math.min(scene.to, scene.from + (index + 1) * longest)
		}));
	});
}
