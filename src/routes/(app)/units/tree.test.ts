import { expect, test } from 'vitest';
import { findUnits, groupTree } from './tree.ts';

const unit = (id: string, parentId: string | null, level: string) => ({
	id,
	parentId,
	level,
	code: id,
	fullName: id,
	parentName: ''
});

test('siblings are grouped by level, and each knows how many stand below', () => {
	const [top] = groupTree([
		unit('city', null, 'city'),
		unit('office', 'city', 'department'),
		unit('land', 'city', 'district'),
		unit('island', 'city', 'district'),
		unit('a', 'land', 'commune'),
		unit('b', 'land', 'commune')
	]);
	const [city] = top?.branches ?? [];
	expect(city?.below).toBe(5);
	expect(city?.groups.map((group) => group.level)).toEqual(['department', 'district']);
	const districts = city?.groups[1]?.branches.map(({ unit, below }) => [unit.id, below]);
	expect(districts).toEqual([
		['land', 2],
		['island', 0]
	]);
});

test('communes may stand directly below the city, and a tree may be empty', () => {
	const [top] = groupTree([unit('city', null, 'city'), unit('a', 'city', 'commune')]);
	expect(top?.branches[0]?.groups).toEqual([
		{ level: 'commune', branches: [{ unit: unit('a', 'city', 'commune'), groups: [], below: 0 }] }
	]);
	expect(groupTree([])).toEqual([]);
});

test('a search shows first the units whose own name has the words together', () => {
	const named = (fullName: string, parentName: string) => ({
		...unit(fullName, null, 'commune'),
		fullName,
		parentName
	});
	const all = [
		named('Xã An Hoà', 'Huyện Vĩnh Bảo'),
		named('Xã Vĩnh An', 'Huyện Vĩnh Bảo'),
		named('Xã Hoà Bình', 'Huyện Vĩnh Bảo')
	];
	expect(findUnits(all, 'vinh an').map((found) => found.fullName)).toEqual(['Xã Vĩnh An', 'Xã An Hoà']);
	expect(findUnits(all, 'xa vinh quang')).toEqual([]);
});
