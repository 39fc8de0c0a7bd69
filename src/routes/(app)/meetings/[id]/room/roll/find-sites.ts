// Sites by words of their name or of the unit above, accents aside. Pure.
import { findFolded, foldAll, type Folded } from '#lib/format/fold.ts';
import type { Site } from '#lib/protocol/snapshot.ts';

export function searchable(sites: Site[]): Folded<Site>[] {
	return foldAll(sites, ({ name, parentName }) => [name, parentName]);
}

export const findSites = findFolded<Site>;
