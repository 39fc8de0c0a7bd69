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

/** True when every word of the query stands somewhere in the text, accents and order aside. */
export function matchesFolded(text: string, query: string): boolean {
	const folded = fold(text);
	return fold(query)
		.split(' ')
		.every((word) => folded.includes(word));
}
