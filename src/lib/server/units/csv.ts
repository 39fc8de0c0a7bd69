// Reads CSV as RFC 4180 has it, and as spreadsheets write it: comma or semicolon, cells in quotation marks, any line end.

export type CsvRecord = { line: number; cells: string[] };

/** Undefined when a quotation mark is never closed. Empty lines are left out. */
export function readCsv(text: string): CsvRecord[] | undefined {
	const separator = separatorOf(text);
	const records: CsvRecord[] = [];
	let record: CsvRecord = { line: 1, cells: [] };
	let cell = '';
	let line = 1;
	let quoted = false;
	const endRecord = () => {
		record.cells.push(cell);
		if (record.cells.some((value) => value.trim() !== '')) records.push(record);
		cell = '';
	};
	for (let at = 0; at < text.length; at += 1) {
		const letter = text.charAt(at);
		if (letter === '\n') line += 1;
		if (quoted) {
			if (letter !== '"') cell += letter;
			else if (text.charAt(at + 1) === '"') cell += text.charAt((at += 1));
			else quoted = false;
		} else if (letter === '"' && cell.trim() === '') {
			quoted = true;
			cell = '';
		} else if (letter === separator) {
			record.cells.push(cell);
			cell = '';
		} else if (letter === '\n') {
			endRecord();
			record = { line, cells: [] };
		} else if (letter !== '\r') {
			cell += letter;
		}
	}
	if (quoted) return undefined;
	endRecord();
	return records;
}

/** Where the decimal sign is a comma, as in Vietnam, spreadsheets separate by semicolons. */
function separatorOf(text: string): string {
	const [head = ''] = text.split('\n', 1);
	return head.includes(';') && !head.includes(',') ? ';' : ',';
}
