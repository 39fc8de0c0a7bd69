// Writes CSV as Excel reads it on every machine: UTF-8 with its mark, every cell in quotation marks.

const byteOrderMark = '\uFEFF';
/** A spreadsheet takes a cell that begins so for a formula, and would run what somebody typed as a name. */
const formula = /^\s*[=+\-@＝＋－＠\t\r]/u;

export function writeCsv(rows: readonly (readonly string[])[]): string {
	return byteOrderMark + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
	const safe = formula.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}
