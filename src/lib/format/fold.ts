// What a search compares: lower case, no Vietnamese marks, both spellings of the tone mark (hoà, hòa) alike.
// The database does the same with fold_text().

export function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/[đĐ]/g, 'd')
		.toLowerCase()
		.replace(/\s+/g, ' ')
		.trim();
}

export type Folded<T> = { item: T; name: string; text: string };

/** Folded once for each item, not once for each letter typed. `textsOf` answers the name, and what else tells it apart. */
export function foldAll<T>(
	items: readonly T[],
	textsOf: (item: T) => readonly [name: string, ...more: string[]]
): Folded<T>[] {
	return items.map((item) => {
		const [name, ...more] = textsOf(item);
		return { item, name: fold(name), text: fold([name, ...more].join(' ')) };
	});
}

/** All that have every word, in their order; names that hold the words as typed come first. */
export function findFolded<T>(all: readonly Folded<T>[], query: string): T[] {
	const phrase = fold(query);
	const words = phrase.split(' ');
	const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
	const [together = [], scattered = []] = [true, false].map((wanted) =>
		found.filter(({ name }) => name.includes(phrase) === wanted)
	);
	return [...together, ...scattered].map(({ item }) => item);
}
