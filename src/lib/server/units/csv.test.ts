import { describe, expect, test } from 'vitest';
import { readCsv } from './csv.ts';

describe('reading CSV', () => {
	test('cells in quotation marks may hold separators, line ends and quotation marks', () => {
		expect(readCsv('a,b\n"x, ""y""\nz",2\n3,4\n')).toEqual([
			{ line: 1, cells: ['a', 'b'] },
			{ line: 2, cells: ['x, "y"\nz', '2'] },
			{ line: 4, cells: ['3', '4'] }
		]);
	});

	test('a spreadsheet with semicolons and Windows line ends is read alike', () => {
		expect(readCsv('a;b\r\n1,5;2\r\n')).toEqual([
			{ line: 1, cells: ['a', 'b'] },
			{ line: 2, cells: ['1,5', '2'] }
		]);
	});

	test('empty lines are left out but counted', () => {
		expect(readCsv('a,b\n\n , \n1,2')?.map(({ line }) => line)).toEqual([1, 4]);
	});

	test('a quotation mark that is never closed is a fault', () => {
		expect(readCsv('a,b\n"1,2')).toBeUndefined();
	});
});
