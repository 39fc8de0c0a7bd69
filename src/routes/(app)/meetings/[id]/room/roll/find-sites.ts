// Sites by words of their name or district, accents aside. Pure.
import { fold } from '#lib/format/fold.ts';
import type { Site } from '#lib/protocol/snapshot.ts';

export type Searchable = { site: Site; name: string; text: string };

/** Folded once per site, not once per letter typed. */
export function searchable(sites: Site[]): Searchable[] {
	return sites.map((site) => {
		const name = fold(site.name);
		return { site, name, text: `${name} ${fold(site.parentName)}` };
	});
}

/** Names that hold the words as typed come before those that hold them anywhere. */
export function findSites(all: Searchable[], query: string): Site[] {
	const phrase = fold(query);
	const words = phrase.split(' ');
	const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
	const [first, rest] = [true, false].map((wanted) =>
		found.filter(({ name }) => name.includes(phrase) === wanted)
	);
	return [...(first ?? []), ...(rest ?? [])].map(({ site }) => site);
}
