// From the bytes of a file to checked rows, each with its line; every bad row is named.
import * as v from 'valibot';
import { readCsv } from './csv.ts';
import { linesOfEntries } from './json-lines.ts';
import {
	type ListRow,
	type Problem,
	problemOf,
	type UnitLevel,
	unitList,
	type UnitList,
	unitRow
} from './schema.ts';

export type ReadList = { list: UnitList } | { problems: Problem[] };

/** What a list in CSV may name without defining it. */
export const usualLevels: UnitLevel[] = [
	{ id: 'city', rank: 0, name: { vi: 'Thành phố', en: 'City', ja: '市' } },
	{ id: 'department', rank: 1, name: { vi: 'Sở, ban, ngành', en: 'Departments', ja: '局・部門' } },
	{ id: 'district', rank: 1, name: { vi: 'Quận, huyện', en: 'Districts', ja: '区・県（郡級）' } },
	{ id: 'commune', rank: 2, name: { vi: 'Xã, phường, thị trấn', en: 'Communes', ja: '社級' } }
];

const columns = new Map([
	['code', 'code'],
	['parent', 'parent'],
	['level', 'level'],
	['kind', 'kind'],
	['name', 'name'],
	['full_name', 'fullName'],
	['from', 'from'],
	['to', 'to']
]);

/** `validFrom` is for rows of a CSV file without a day of their own. */
export function readList(bytes: Uint8Array, options: { validFrom?: string } = {}): ReadList {
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return fault(1, 'not_utf8');
	}
	return text.trimStart().startsWith('{') ? readJson(text) : readTable(text, options.validFrom);
}

function readJson(text: string): ReadList {
	let data: unknown;
	try {
		data = JSON.parse(text);
	} catch (cause) {
		return fault(lineOfSyntaxError(cause), 'not_readable');
	}
	const head = v.safeParse(unitList, data, { abortPipeEarly: true });
	if (!head.success) return { problems: head.issues.map((issue) => problemOf(issue, 1)) };
	const lines = linesOfEntries(text, 'units');
	const rows = head.output.units.map((row, index) => ({ line: lines[index] ?? 1, row }));
	return checkRows(rows, {
		title: head.output.title ?? '',
		levels: head.output.levels,
		validFrom: head.output.validFrom
	});
}

function readTable(text: string, validFrom: string | undefined): ReadList {
	const records = readCsv(text);
	const head = records?.[0]?.cells.map((cell) => cell.trim().toLowerCase());
	if (records === undefined || head === undefined) return fault(1, 'not_readable');
	const unknown = head.filter((name) => !columns.has(name));
	if (unknown.length > 0) {
		return { problems: unknown.map((about) => ({ line: 1, problem: 'unknown_field', about })) };
	}
	const rows = records.slice(1).map(({ line, cells }) => ({
		line,
		row: Object.fromEntries(
			head.flatMap((name, index) => {
				const cell = cells[index]?.trim() ?? '';
				return cell === '' ? [] : [[columns.get(name) ?? name, cell]];
			})
		)
	}));
	if (rows.length === 0) return fault(1, 'required');
	return checkRows(rows, { title: '', levels: usualLevels, validFrom });
}

function checkRows(
	rows: { line: number; row: unknown }[],
	list: { title: string; levels: UnitLevel[]; validFrom: string | undefined }
): ReadList {
	const problems: Problem[] = [];
	const checked: ListRow[] = [];
	for (const { line, row } of rows) {
		const result = v.safeParse(unitRow, row, { abortPipeEarly: true });
		if (!result.success) {
			problems.push(...result.issues.map((issue) => problemOf(issue, line)));
			continue;
		}
		const from = result.output.from ?? list.validFrom;
		if (from === undefined) problems.push({ line, problem: 'required', about: 'from' });
		else checked.push({ ...result.output, from, line });
	}
	if (problems.length > 0) return { problems };
	return { list: { title: list.title, levels: list.levels, rows: checked } };
}

function fault(line: number, problem: Problem['problem']): ReadList {
	return { problems: [{ line, problem, about: '' }] };
}

/** Not every message of the parser says where; the top of the file is named then. */
function lineOfSyntaxError(cause: unknown): number {
	const line = cause instanceof Error ? /line (\d+)/.exec(cause.message)?.[1] : undefined;
	return line === undefined ? 1 : Number(line);
}
