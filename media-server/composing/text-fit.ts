// The widths of texts in pictures, estimated: ffmpeg draws a line as long as it is and neither breaks nor cuts it.

// Parts of the font size in Be Vietnam Pro, on the wide side so that nothing runs out of its box.
const narrow = new Set([...'iíìỉĩịIÍÌỈĨỊlj.,:;!|\'"()[]- ']);
const wide = new Set([...'mwMWƯỪỨỬỮỰOÔƠÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢQ%@–—…']);

function letterWidth(letter: string): number {
	if (narrow.has(letter)) return 0.32;
	if (wide.has(letter)) return 0.84;
	return letter === letter.toUpperCase() && letter !== letter.toLowerCase() ? 0.7 : 0.58;
}

export function textWidth(text: string, fontSize: number): number {
	return [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * fontSize;
}

/** One line that fits; what does not fit ends in an ellipsis. */
export function fitLine(text: string, fontSize: number, width: number): string {
	const line = text.normalize('NFC').replace(/\s+/g, ' ').trim();
	if (textWidth(line, fontSize) <= width) return line;
	const letters = [...line];
	while (letters.length > 0 && textWidth(`${letters.join('')}…`, fontSize) > width) letters.pop();
	return `${letters.join('').trimEnd()}…`;
}

/** At most `limit` lines, broken between words; the last one ends in an ellipsis when more would follow. */
export function wrapLines(text: string, fontSize: number, width: number, limit: number): string[] {
	const words = text.normalize('NFC').split(/\s+/).filter(Boolean);
	const lines: string[] = [];
	while (words.length > 0 && lines.length < limit) {
		if (lines.length === limit - 1) {
			lines.push(fitLine(words.join(' '), fontSize, width));
			break;
		}
		let count = 1;
		while (count < words.length && textWidth(words.slice(0, count + 1).join(' '), fontSize) <= width) count++;
		lines.push(fitLine(words.splice(0, count).join(' '), fontSize, width));
	}
	return lines;
}
