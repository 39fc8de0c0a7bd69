import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readList } from './list-file.ts';
import type { Problem } from './schema.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (name: string) => readFileSync(new URL(`../../../../unit-lists/${name}`, import.meta.url));

function listOf(read: ReturnType<typeof readList>) {
	if ('problems' in read) throw new Error(JSON.stringify(read.problems));
	return read.list;
}

function problemsOf(read: ReturnType<typeof readList>): Problem[] {
	return 'problems' in read ? read.problems : [];
}

describe('the list of Hải Phòng of December 2021', () => {
	const { rows } = listOf(readList(file('hai-phong-2021-12.json')));

	test('has 253 units: 1 city, 20 departments, 15 districts, 217 communes', () => {
		const counts = Object.groupBy(rows, (row) => row.level);
		expect(rows).toHaveLength(253);
		expect(counts.city).toHaveLength(1);
		expect(counts.department).toHaveLength(20);
		expect(counts.district).toHaveLength(15);
		expect(counts.commune).toHaveLength(217);
	});

	test('knows five full names twice, so that a name alone finds nobody', () => {
		const byName = Map.groupBy(rows, (row) => row.fullName);
		const twice = [...byName].filter(([, same]) => same.length > 1).map(([name]) => name);
		expect(twice.toSorted()).toEqual(
			['Xã An Hoà', 'Xã Hoà Bình', 'Xã Minh Tân', 'Xã Quốc Tuấn', 'Xã Vinh Quang'].toSorted()
		);
	});

	test('tells the line of each row', () => {
		const lines = file('hai-phong-2021-12.json').toString().split('\n');
		for (const row of rows) expect(lines[row.line - 1]).toContain(`"code": "${row.code}"`);
	});
});

describe('a list in JSON', () => {
	const list = (units: string, validFrom = '"2025-07-01"') =>
		bytes(`{"format": "diem-cau-units/1", "validFrom": ${validFrom}, "units": [\n${units}\n]}`);
	const good = '{"code": "1", "level": "city", "kind": "thành phố", "name": "A", "fullName": "Thành phố A"}';

	test('names every bad row with its line and field', () => {
		const read = readList(
			list(
				[
					good,
					'{"code": "2", "level": "commune", "name": "B", "fullName": ""}',
					'{"code": "a b", "level": "commune", "kind": "xã", "name": "B", "fullName": "Xã B", "from": "2025-02-30"}',
					'{"code": "3", "level": "commune", "kind": "xã", "name": "B", "fullName": "Xã B", "color": 1}',
					'7'
				].join(',\n')
			)
		);
		expect(problemsOf(read)).toEqual([
			{ line: 3, problem: 'required', about: 'kind' },
			{ line: 3, problem: 'required', about: 'fullName' },
			{ line: 4, problem: 'invalid', about: 'code' },
			{ line: 4, problem: 'not_a_date', about: 'from' },
			{ line: 5, problem: 'unknown_field', about: 'color' },
			{ line: 6, problem: 'invalid', about: '' }
		]);
	});

	test('with a comma forgotten names the line where reading stopped', () => {
		const read = readList(bytes('{\n"format": "diem-cau-units/1"\n"units": []\n}'));
		expect(problemsOf(read)).toEqual([{ line: 3, problem: 'not_readable', about: '' }]);
	});

	test('of another format, without days or without units is refused as a whole', () => {
		expect(problemsOf(readList(bytes('{"format": "x", "validFrom": "2025-07-01", "units": [1]}')))).toEqual([
			{ line: 1, problem: 'unknown_format', about: 'format' }
		]);
		expect(problemsOf(readList(list(good, '"1.7.2025"')))).toEqual([
			{ line: 1, problem: 'not_a_date', about: 'validFrom' }
		]);
		expect(problemsOf(readList(list('')))).toEqual([{ line: 1, problem: 'required', about: 'units' }]);
	});

	test('in another encoding is refused', () => {
		expect(problemsOf(readList(Uint8Array.of(0x7b, 0xff, 0xfe)))).toEqual([
			{ line: 1, problem: 'not_utf8', about: '' }
		]);
	});

	test('letters with separate marks become the letters that the product compares', () => {
		const read = readList(list(good.replaceAll('thành phố', 'thành phố'.normalize('NFD'))));
		expect(listOf(read).rows[0]?.kind).toBe('thành phố');
	});
});

describe('a list in CSV', () => {
	test('is read with its usual levels, in any order of columns', () => {
		const text =
			'\uFEFFlevel;code;kind;name;full_name;parent\ncity;31;thành phố;Hải Phòng;Thành phố Hải Phòng;\n' +
			'commune;11311;phường;Hồng Bàng;Phường Hồng Bàng;31\n';
		const list = listOf(readList(bytes(text), { validFrom: '2025-07-01' }));
		expect(list.levels.map((level) => level.id)).toContain('commune');
		expect(list.rows).toEqual([
			expect.objectContaining({ line: 2, code: '31', parent: null, from: '2025-07-01', to: null }),
			expect.objectContaining({ line: 3, code: '11311', parent: '31', fullName: 'Phường Hồng Bàng' })
		]);
	});

	test('names unknown columns, and rows without a day', () => {
		expect(problemsOf(readList(bytes('code,colour\n1,2')))).toEqual([
			{ line: 1, problem: 'unknown_field', about: 'colour' }
		]);
		expect(
			problemsOf(readList(bytes('code,level,kind,name,full_name\n1,city,thành phố,A,Thành phố A')))
		).toEqual([{ line: 2, problem: 'required', about: 'from' }]);
	});
});
