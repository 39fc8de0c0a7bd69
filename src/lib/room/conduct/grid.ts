// Open conduct, for small working meetings: all sites side by side, for everyone may speak. Pure; the same for every page.
import { isPresent, type Site, type StageEntry } from '#lib/protocol/snapshot.ts';
import { gridSize } from '#lib/protocol/values.ts';
import { cameraPlaces, named, type Place } from './stage.ts';

export type Grid = {
	places: Place[];
	columns: number;
	/** Sites that are present and have no place. */
	more: number;
};

/**
 * Every site that is present, by its pictures if it has some on the stage, else by name; in the order of the sites, so
 * that nobody moves because somebody speaks. Beyond `gridSize` only who is on the stage is sure of a place.
 */
export function gridOf({ stage, sites }: { stage: StageEntry[]; sites: Site[] }): Grid {
	const people = cameraPlaces({ stage, floor: [] });
	const onStage = new Set(people.map(({ siteId }) => siteId));
	const silent = sites.filter((site) => isPresent(site) && !onStage.has(site.siteId));
	const free = Math.max(0, gridSize - people.length);
	const position = new Map(sites.map(({ siteId }, index) => [siteId, index]));
	const at = ({ siteId }: Place) => position.get(siteId) ?? sites.length;
	const places = [...people, ...silent.slice(0, free).map((site) => named(site))].toSorted(
		(a, b) => at(a) - at(b) || (a.key < b.key ? -1 : 1)
	);
	return { places, columns: columnsOf(places.length), more: Math.max(0, silent.length - free) };
}

/** As wide as high, for pictures are wider than high and so is the place for them. */
function columnsOf(places: number): number {
	return Math.max(1, Math.ceil(Math.sqrt(places)));
}
