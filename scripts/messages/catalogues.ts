// What must hold for the message catalogues themselves. Pure, over what was read from the files.

/** A text, or the forms of a text that depend on a number. */
export type Message =
	string | readonly { declarations?: readonly string[]; match?: Record<string, string> }[];
/** Key → message, of one area in one language. */
export type Catalogue = Record<string, Message>;
/** Area → language → catalogue. */
export type Catalogues = Record<string, Record<string, Catalogue>>;

/** Beside `<area>_…`: the name of the product. */
const namesWithoutArea = ['app_name'];

export function findCatalogueProblems(catalogues: Catalogues, source: string): string[] {
	const problems: string[] = [];
	const owners = new Map<string, string>();
	for (const [area, languages] of Object.entries(catalogues)) {
		const original = languages[source] ?? {};
		for (const key of Object.keys(original)) {
			if (!key.startsWith(`${area}_`) && !namesWithoutArea.includes(key)) {
				problems.push(`${area}: ${key} must begin with ${area}_`);
			}
			const owner = owners.get(key);
			if (owner !== undefined) problems.push(`${area}: ${key} stands in ${owner}, too`);
			owners.set(key, area);
		}
		for (const [language, catalogue] of Object.entries(languages)) {
			problems.push(...compare(original, catalogue).map((problem) => `${area}.${language}: ${problem}`));
		}
	}
	return problems;
}

function compare(original: Catalogue, translated: Catalogue): string[] {
	const problems: string[] = [];
	for (const [key, message] of Object.entries(original)) {
		const other = translated[key];
		if (other === undefined) {
			problems.push(`${key} is missing`);
			continue;
		}
		if (textsOf(other).some((text) => text.trim() === '')) problems.push(`${key} is empty`);
		const [wanted, given] = [parametersOf(message), parametersOf(other)].map((names) =>
			[...names].sort().join(', ')
		);
		if (wanted !== given) problems.push(`${key} takes {${given}} instead of {${wanted}}`);
	}
	for (const key of Object.keys(translated)) {
		if (!(key in original)) problems.push(`${key} is not in the original`);
	}
	return problems;
}

function textsOf(message: Message): string[] {
	return typeof message === 'string' ? [message] : message.flatMap((form) => Object.values(form.match ?? {}));
}

function parametersOf(message: Message): Set<string> {
	const named = textsOf(message).flatMap((text) =>
		[...text.matchAll(/(?<!\\)\{\s*(\w+)\s*\}/g)].map(([, name]) => name ?? '')
	);
	const declared =
		typeof message === 'string'
			? []
			: message
					.flatMap((form) => form.declarations ?? [])
					.flatMap((declaration) => /^input (\w+)$/.exec(declaration)?.[1] ?? []);
	return new Set([...named, ...declared]);
}
