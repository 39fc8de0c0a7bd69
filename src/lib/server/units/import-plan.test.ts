import { describe, expect, test } from 'vitest';
import { type Period, planImport } from './import-plan.ts';
import type { ListRow } from './schema.ts';

const ranks = new Map([
	['city', 0],
	['department', 1],
	['district', 1],
	['commune', 2]
]);

let line = 0;
const row = (code: string, parent: string | null, level: string, more: Partial<ListRow> = {}): ListRow => ({
	line: (line += 1),
	code,
	parent,
	level,
	kind: level,
	name: code,
	fullName: `${level} ${code}`,
	from: '2021-12-01',
	to: null,
	...more
});

function plan(rows: ListRow[], periods: Period[] = []) {
	let made = 0;
	return planImport({ ranks, periods }, { title: '', levels: [], rows }, () => `id-${(made += 1)}`);
}

const problems = (rows: ListRow[], periods?: Period[]) =>
	plan(rows, periods).problems.map(({ line: at, problem, about }) => [
		rows.find((each) => each.line === at)?.code,
		problem,
		about
	]);

describe('planning an import', () => {
	test('parents may stand below their children in the file', () => {
		const { created } = plan([row('c', 'd', 'commune'), row('d', 't', 'district'), row('t', null, 'city')]);
		expect(created.map((period) => period.code)).toEqual(['t', 'd', 'c']);
		expect(created[2]?.parentId).toBe(created[1]?.unitId);
	});

	test('a commune may hang directly under the city, and a district have none', () => {
		expect(problems([row('t', null, 'city'), row('c', 't', 'commune'), row('d', 't', 'district')])).toEqual(
			[]
		);
	});

	test('the same list again changes nothing', () => {
		const rows = [row('t', null, 'city'), row('d', 't', 'district')];
		const again = plan(rows, plan(rows).created);
		expect(again).toEqual({ created: [], corrected: [], unchanged: 2, problems: [] });
	});

	test('a row with a known code and first day corrects that unit', () => {
		const known = plan([row('t', null, 'city')]).created;
		const { corrected } = plan([row('t', null, 'city', { name: 'new' })], known);
		expect(corrected).toEqual([{ ...known[0], name: 'new' }]);
	});

	test('a list that is loaded again does not open what was closed since', () => {
		const rows = [row('t', null, 'city'), row('d', 't', 'district')];
		const closed = plan(rows).created.map((period) => ({ ...period, to: '2025-07-01' }));
		expect(plan(rows, closed)).toMatchObject({ corrected: [], unchanged: 2, problems: [] });
	});

	test('a code that another unit holds on these days is refused, with that unit named', () => {
		const known = plan([row('t', null, 'city'), row('c', 't', 'commune')]).created;
		const later = row('c', 't', 'commune', { from: '2025-07-01', fullName: 'another' });
		expect(problems([later], known)).toEqual([['c', 'code_taken', 'commune c']]);
	});

	test('a code becomes free on the day its unit ends, and names another unit from then on', () => {
		const known = plan([row('t', null, 'city'), row('c', 't', 'commune', { to: '2025-07-01' })]).created;
		const { created, problems: none } = plan([row('c', 't', 'commune', { from: '2025-07-01' })], known);
		expect(none).toEqual([]);
		expect(created).toEqual([expect.objectContaining({ code: 'c', from: '2025-07-01', to: null })]);
	});

	test('a unit that goes on unchanged keeps its identity in a later list', () => {
		const known = plan([row('t', null, 'city')]).created;
		const { created, unchanged } = plan([row('t', null, 'city', { from: '2025-07-01' })], known);
		expect({ created, unchanged }).toEqual({ created: [], unchanged: 1 });
	});

	test('every bad row is named', () => {
		const rows = [
			row('t', null, 'city'),
			row('a', 'nowhere', 'district'),
			row('b', 't', 'hamlet'),
			row('c', 't', 'district', { to: '2021-12-01' }),
			row('t', null, 'city'),
			row('e', 'f', 'district'),
			row('f', 't', 'district'),
			row('g', 't', 'district', { to: '2022-01-01' }),
			row('h', 'g', 'commune')
		];
		expect(problems(rows)).toEqual([
			['a', 'unknown_parent', 'nowhere'],
			['b', 'unknown_level', 'hamlet'],
			['c', 'dates_reversed', '2021-12-01'],
			['t', 'double', 't'],
			['e', 'unknown_parent', 'f'],
			['h', 'parent_not_valid', 'g']
		]);
	});

	test('a unit cannot stand above itself or above its like', () => {
		expect(problems([row('a', 'a', 'city')])).toEqual([['a', 'unknown_parent', 'a']]);
		expect(problems([row('a', null, 'district'), row('b', 'a', 'district')])).toEqual([
			['b', 'parent_not_above', 'a']
		]);
	});
});
