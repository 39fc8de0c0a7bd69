// Who is large and who is small on the stage. Pure; the same for every page.
import type { Floor, Site, StageEntry } from '#lib/protocol/snapshot.ts';
import { stageSize, type Role } from '#lib/protocol/values.ts';

export type Place = {
	/** Stays the same while the same device shows the same thing, so that a picture moves and is not made anew. */
	key: string;
	kind: 'camera' | 'screen';
	siteId: string;
	siteName: string;
	/** Null while a called site has nothing on the stage yet. */
	connectionId: string | null;
	personName: string;
	role: Role;
	/** Null: nothing to see, the name stands in its place. */
	videoProducerId: string | null;
	microphone: 'on' | 'paused' | 'none';
	/** Wall clock since when the site has the floor. */
	floorSince: number | null;
};

export type Arrangement = { large: Place | null; small: Place[] };

/** `paperShown`: it takes the large place. */
type Given = { stage: StageEntry[]; floor: Floor[]; sites: Site[]; paperShown?: boolean };

/**
 * A paper that is shown to all takes the large place, else a shared screen, else who was called last, else the chair, else whoever is there.
 * The rest is small, who has the floor first; beyond what the stage holds only who speaks by right.
 */
export function arrange(given: Given): Arrangement {
	const screens = screenPlaces(given);
	const people = [...called(given), ...cameraPlaces(given)].sort(
		(a, b) => rank(a) - rank(b) || (b.floorSince ?? 0) - (a.floorSince ?? 0)
	);
	const screen = screens.at(-1);
	if (given.paperShown)
		return { large: null, small: [...(screen ? [screen] : []), ...people].slice(0, stageSize) };
	if (screen) return { large: screen, small: people.slice(0, stageSize) };
	const [large = null, ...rest] = people;
	// In a discussion of four the chair stays to be seen, and who has no picture for lack of a place has a name.
	const ofRight = people.filter((place) => rank(place) < 2).length;
	return { large, small: rest.slice(0, Math.max(stageSize, ofRight) - 1) };
}

function rank(place: Place): number {
	if (place.role === 'chair') return 1;
	return place.floorSince === null ? 2 : 0;
}

function screenPlaces({ stage, floor }: Given): Place[] {
	return stage
		.filter((entry) => entry.source === 'screen')
		.map((entry) => ({
			...facts(entry),
			key: `${entry.connectionId}:screen`,
			kind: 'screen',
			videoProducerId: entry.producerId,
			microphone: 'none',
			floorSince: since(floor, entry)
		}));
}

/** Who is to be seen or heard, a place for each of their devices. */
export function cameraPlaces({ stage, floor }: Pick<Given, 'stage' | 'floor'>): Place[] {
	const ofPeople = stage.filter((entry) => entry.source === 'camera' || entry.source === 'microphone');
	const firsts = ofPeople.filter(
		(entry, index) => ofPeople.findIndex((other) => other.connectionId === entry.connectionId) === index
	);
	return firsts.map((first) => {
		const entries = ofPeople.filter((entry) => entry.connectionId === first.connectionId);
		const camera = entries.find((entry) => entry.source === 'camera' && !entry.paused);
		const microphone = entries.find((entry) => entry.source === 'microphone');
		return {
			...facts(first),
			key: `${first.connectionId}:camera`,
			kind: 'camera',
			videoProducerId: camera?.producerId ?? null,
			microphone: microphone ? (microphone.paused ? 'paused' : 'on') : 'none',
			floorSince: since(floor, first)
		};
	});
}

/** Sites that have the floor and nothing on the stage yet: shown by name, so that everyone sees who was called. */
function called({ stage, floor, sites }: Given): Place[] {
	const shown = new Set(
		stage.filter((entry) => entry.source !== 'screen-audio').map((entry) => entry.siteId)
	);
	return floor
		.filter((entry) => !shown.has(entry.siteId))
		.map((entry) => {
			const name = sites.find((site) => site.siteId === entry.siteId)?.name ?? '';
			return { ...named({ siteId: entry.siteId, name }), floorSince: entry.grantedAt };
		});
}

/** A site that has nothing on the stage. */
export function named({ siteId, name }: Pick<Site, 'siteId' | 'name'>): Place {
	return {
		key: `${siteId}:named`,
		kind: 'camera',
		siteId,
		siteName: name,
		connectionId: null,
		personName: '',
		role: 'delegate',
		videoProducerId: null,
		microphone: 'none',
		floorSince: null
	};
}

/** The chair speaks by office: the floor of the main site is another person's. */
function since(floor: Floor[], entry: StageEntry): number | null {
	if (entry.role === 'chair') return null;
	return floor.find((held) => held.siteId === entry.siteId)?.grantedAt ?? null;
}

function facts(entry: StageEntry) {
	const { siteId, siteName, connectionId, personName, role } = entry;
	return { siteId, siteName, connectionId, personName, role };
}
