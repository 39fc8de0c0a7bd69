import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../../tests/support/database.ts';
import * as units from './units.ts';

const database = testDatabase();

const in2021 = '2021-12-27';
const in2025 = '2025-07-02';

function listFrom(file: string): units.UnitList {
	const read = units.readList(readFileSync(new URL(`../../../../unit-lists/${file}`, import.meta.url)));
	if ('problems' in read) throw new Error(JSON.stringify(read.problems));
	return read.list;
}

async function byCode(code: string, day = in2021): Promise<units.Unit> {
	const unit = await units.findUnitByCode(database.sql, code, day);
	if (unit === undefined) throw new Error(`no unit ${code} on ${day}`);
	return unit;
}

const anAdministrator = async () => {
	const [person] = await database.sql<{ id: string }[]>`
		insert into people (unit_id, full_name) values (${(await byCode('31')).id}, 'Quản trị') returning id
	`;
	return person?.id ?? '';
};

beforeAll(async () => {
	const report = await units.importList(database.sql, listFrom('hai-phong-2021-12.json'), null);
	expect(report).toEqual({ created: 253, corrected: 0, unchanged: 0, problems: [] });
});

describe('Hải Phòng of December 2021', () => {
	test('has one city, 20 departments, 15 districts and 217 communes', async () => {
		expect(await units.countsOn(database.sql, in2021)).toEqual([
			{ level: 'city', count: 1 },
			{ level: 'department', count: 20 },
			{ level: 'district', count: 15 },
			{ level: 'commune', count: 217 }
		]);
		expect((await units.levels(database.sql)).map((level) => level.nameVi)).toContain('Quận, huyện');
	});

	test('comes parents first, sorted by name without the word for the kind', async () => {
		const tree = await units.treeOn(database.sql, in2021);
		expect(tree).toHaveLength(253);
		expect(tree[0]).toMatchObject({ code: '31', parentId: null, parentName: '' });
		const districts = tree.filter((unit) => unit.level === 'district').map((unit) => unit.name);
		expect(districts).toEqual(districts.toSorted(new Intl.Collator('vi').compare));
		expect(districts.slice(0, 3)).toEqual(['An Dương', 'An Lão', 'Bạch Long Vĩ']);
	});

	test('importing it again changes nothing', async () => {
		expect(await units.importList(database.sql, listFrom('hai-phong-2021-12.json'), null)).toEqual({
			created: 0,
			corrected: 0,
			unchanged: 253,
			problems: []
		});
	});

	test('has a district without communes: the island of Bạch Long Vĩ', async () => {
		const island = await byCode('318');
		expect(island.fullName).toBe('Huyện Bạch Long Vĩ');
		expect(await units.childrenOf(database.sql, island.id, in2021)).toEqual([]);
		expect(await units.descendantsOf(database.sql, island.id, { day: in2021 })).toEqual([]);
	});

	test('has 30 communes in Huyện Vĩnh Bảo and 217 below the city', async () => {
		const { sql } = database;
		const district = await byCode('316');
		expect(await units.childrenOf(sql, district.id, in2021)).toHaveLength(30);
		const city = await byCode('31');
		const communes = await units.descendantsOf(sql, city.id, { day: in2021, level: 'commune' });
		expect(communes).toHaveLength(217);
		expect(new Set(communes.map((unit) => unit.level))).toEqual(new Set(['commune']));
		expect(await units.descendantsOf(sql, city.id, { day: in2021 })).toHaveLength(252);
	});

	test('tells two communes of one name apart by the district', async () => {
		const found = await units.search(database.sql, 'Xã Minh Tân', { day: in2021 });
		const same = found.filter((unit) => unit.fullName === 'Xã Minh Tân');
		expect(same.map((unit) => unit.parentName).toSorted()).toEqual(['Huyện Kiến Thuỵ', 'Huyện Thuỷ Nguyên']);
		expect(new Set(same.map((unit) => unit.id)).size).toBe(2);
	});

	test('shows the way from the city down to a commune', async () => {
		const [commune] = await units.search(database.sql, 'xã vĩnh an', { day: in2021 });
		const path = await units.pathOf(database.sql, commune?.id ?? '', in2021);
		expect(path.map((unit) => unit.fullName)).toEqual(['Thành phố Hải Phòng', 'Huyện Vĩnh Bảo']);
	});
});

describe('searching', () => {
	const names = async (text: string) =>
		(await units.search(database.sql, text, { day: in2021, limit: 5 })).map((unit) => unit.fullName);

	test('marks, case and the place of the tone mark do not count', async () => {
		expect((await names('vinh an'))[0]).toBe('Xã Vĩnh An');
		expect((await names('THỦY NGUYÊN'))[0]).toBe('Huyện Thuỷ Nguyên');
		expect((await names('thuỷ nguyên'))[0]).toBe('Huyện Thuỷ Nguyên');
		expect((await names('do son'))[0]).toBe('Quận Đồ Sơn');
	});

	test('words may name the unit above, or be a code', async () => {
		expect(await names('minh tan kien thuy')).toEqual(['Xã Minh Tân']);
		expect(await names('11311')).toEqual(['Phường Minh Khai']);
	});

	test('signs of patterns are letters like others, and nothing finds nothing', async () => {
		expect(await names('%')).toEqual([]);
		expect(await names('_')).toEqual([]);
		expect(await names('\\')).toEqual([]);
		expect(await names("'; drop table units; --")).toEqual([]);
		expect(await names('  ')).toEqual([]);
		expect(await names('\0')).toEqual([]);
		expect(await names('không có đơn vị này')).toEqual([]);
	});
});

describe('a unit', () => {
	test('is not found outside its days, by another id, or by what is no id', async () => {
		const { sql } = database;
		const city = await byCode('31');
		expect(await units.unitOn(sql, city.id, in2021)).toEqual(city);
		await expect(units.unitOn(sql, city.id, '2021-11-30')).rejects.toMatchObject({ code: 'not_found' });
		const unknown = '00000000-0000-4000-8000-000000000000';
		await expect(units.unitOn(sql, unknown, in2021)).rejects.toMatchObject({ code: 'not_found' });
		await expect(units.unitOn(sql, 'x', in2021)).rejects.toMatchObject({ code: 'not_found' });
		await expect(units.historyOf(sql, 'x')).rejects.toMatchObject({ code: 'not_found' });
		await expect(units.historyOf(sql, unknown)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('a list with one bad row stores none of its rows', async () => {
		const row = { parent: '31', level: 'district', kind: 'huyện', name: 'A', fullName: 'Huyện A' };
		const report = await units.importList(
			database.sql,
			{
				title: '',
				levels: [],
				rows: [
					{ ...row, line: 1, code: '398', from: in2021, to: null },
					{ ...row, line: 2, code: '399', from: in2021, to: null, parent: 'nowhere' }
				]
			},
			null
		);
		expect(report).toEqual({
			created: 0,
			corrected: 0,
			unchanged: 0,
			problems: [{ line: 2, problem: 'unknown_parent', about: 'nowhere' }]
		});
		expect(await units.findUnitByCode(database.sql, '398', in2021)).toBeUndefined();
	});

	test('a corrected row keeps the identity', async () => {
		const { sql } = database;
		const before = await byCode('318');
		const list = listFrom('hai-phong-2021-12.json');
		const corrected = list.rows.map((row) =>
			row.code === '318' ? { ...row, kind: 'huyện đảo', fullName: 'Huyện đảo Bạch Long Vĩ' } : row
		);
		const report = await units.importList(sql, { ...list, rows: corrected }, null);
		expect(report).toMatchObject({ corrected: 1, unchanged: 252 });
		expect(await byCode('318')).toEqual({
			...before,
			kind: 'huyện đảo',
			fullName: 'Huyện đảo Bạch Long Vĩ'
		});
		await units.importList(sql, list, null);
	});
});

describe('the reform of July 2025', () => {
	test('is refused while the units of 2021 hold their codes, each with its line', async () => {
		const report = await units.importList(database.sql, listFrom('hai-phong-2025-07.json'), null);
		expect(report.created).toBe(0);
		expect(new Set(report.problems.map(({ problem }) => problem))).toEqual(new Set(['code_taken']));
		expect(report.problems).toHaveLength(49);
	});

	test('closing a district alone is refused: its communes would hang in the air', async () => {
		const { sql } = database;
		const district = await byCode('316');
		const closing = { unitIds: [district.id], day: '2025-07-01' };
		await expect(units.closeUnits(sql, closing, await anAdministrator())).rejects.toMatchObject({
			code: 'conflict'
		});
		expect(await byCode('316', in2025)).toEqual(district);
	});

	test('is loaded after the units that end are closed; one code then names two units, each in its time', async () => {
		const { sql } = database;
		const list = listFrom('hai-phong-2025-07.json');
		const stay = new Set(list.rows.filter((row) => row.level !== 'commune').map((row) => row.code));
		const ending = (await units.treeOn(sql, in2021)).filter((unit) => !stay.has(unit.code));
		const personId = await anAdministrator();
		await units.closeUnits(sql, { unitIds: ending.map((unit) => unit.id), day: '2025-07-01' }, personId);
		const report = await units.importList(sql, list, personId);
		expect(report).toMatchObject({ unchanged: 13, created: 116, problems: [] });

		expect(await units.countsOn(sql, in2025)).toEqual([
			{ level: 'city', count: 1 },
			{ level: 'department', count: 14 },
			{ level: 'commune', count: 114 }
		]);
		expect(await units.treeOn(sql, in2021)).toHaveLength(253);
		const [before, after] = [await byCode('11311', in2021), await byCode('11311', in2025)];
		expect([before.fullName, after.fullName]).toEqual(['Phường Minh Khai', 'Phường Hồng Bàng']);
		expect(before.id).not.toBe(after.id);
		expect(after.parentName).toBe('Thành phố Hải Phòng');
		expect((await byCode('31', in2025)).id).toBe((await byCode('31', in2021)).id);
		expect(await units.historyOf(sql, before.id)).toEqual([
			expect.objectContaining({
				code: '11311',
				parentName: 'Quận Hồng Bàng',
				from: '2021-12-01',
				to: '2025-07-01'
			})
		]);

		expect(await units.importList(sql, listFrom('hai-phong-2021-12.json'), null)).toMatchObject({
			created: 0,
			corrected: 0,
			problems: []
		});
	});

	test('the database itself refuses one code for two units on one day', async () => {
		const { sql } = database;
		const unit = await byCode('11311', in2025);
		const inserting = sql`
			insert into unit_periods (unit_id, parent_id, level, kind, code, name, full_name, valid)
			values (${(await byCode('31')).id}, null, 'city', 'x', ${unit.code}, 'x', 'x', '[2026-01-01,)')
		`;
		await expect(inserting).rejects.toMatchObject({ code: '23P01' });
	});
});

test('days are those of the city, not of the machine', () => {
	const beforeMidnight = new Date('2025-06-30T17:30:00Z');
	expect(units.dayOf(beforeMidnight, 'Asia/Ho_Chi_Minh')).toBe('2025-07-01');
	expect(units.dayOf(beforeMidnight, 'UTC')).toBe('2025-06-30');
});
