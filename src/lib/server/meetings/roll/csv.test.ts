import { expect, test } from 'vitest';
import { writeCsv } from './csv.ts';

test('begins with the mark by which Excel knows UTF-8, and ends lines as Excel does', () => {
	expect(
		writeCsv([
			['Điểm cầu', 'Lý do'],
			['Xã Vĩnh An', '']
		])
	).toBe('\uFEFF"Điểm cầu","Lý do"\r\n"Xã Vĩnh An",""\r\n');
});

test('keeps commas, line breaks and quotation marks inside their cell', () => {
	expect(writeCsv([['a,b', 'c\nd', 'gọi là "bão"']])).toBe('\uFEFF"a,b","c\nd","gọi là ""bão"""\r\n');
});

test.each(['=1+1', '+84 225', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1'])(
	'%j is a text, not a formula',
	(text) => {
		expect(writeCsv([[text]])).toBe(`\uFEFF"'${text}"\r\n`);
	}
);

test('leaves what is no formula as it is', () => {
	expect(writeCsv([['a=b', '2021-12-15 08:00']])).toBe('\uFEFF"a=b","2021-12-15 08:00"\r\n');
});
