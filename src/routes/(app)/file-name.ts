/** A meeting's title as part of a file's name, on every operating system. */
export function fileName(words: string, extension: string): string {
	const clean = words
		.normalize('NFC')
		// eslint-disable-next-line no-control-regex
		.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return `${[...clean].slice(0, 120).join('').trim()}.${extension}`;
}
