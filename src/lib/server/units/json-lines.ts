/** The lines on which the entries of the array under `key` begin, in a text that is known to be JSON. */
export function linesOfEntries(text: string, key: string): number[] {
	const lines: number[] = [];
	let line = 1;
	let depth = 0;
	let inside = false;
	let lastString = '';
	let awaitsEntry = false;
	for (let at = 0; at < text.length; at += 1) {
		const letter = text.charAt(at);
		if (letter === '\n') line += 1;
		if (/\s/.test(letter)) continue;
		if (inside && depth === 2 && awaitsEntry && letter !== ']') {
			lines.push(line);
			awaitsEntry = false;
		}
		if (letter === '"') {
			const end = endOfString(text, at);
			lastString = text.slice(at + 1, end);
			at = end;
		} else if (letter === '[' || letter === '{') {
			depth += 1;
			if (letter === '[' && depth === 2 && lastString === key) inside = awaitsEntry = true;
		} else if (letter === ']' || letter === '}') {
			depth -= 1;
			if (depth === 1) inside = false;
		} else if (letter === ',' && inside && depth === 2) {
			awaitsEntry = true;
		}
	}
	return lines;
}

function endOfString(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
	return at;
}
