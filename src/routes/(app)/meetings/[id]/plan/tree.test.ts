import { expect, test } from 'vitest';
import { countLevels, sections } from './tree.ts';

const level = (id: string, rank: number) => ({ id, rank, nameVi: id, nameEn: id, nameJa: id });
const unit = (id: string, parentId: string, levelId: string, invited = false) => ({
	id,
	parentId,
	level: levelId,
	fullName: id,
	invited
});
const plan = {
	conveningUnitId: 'city',
	levels: [level('department', 1), level('district', 1), level('commune', 2)],
	units: [
		unit('finance', 'city', 'department', true),
		unit('north', 'city', 'district'),
		unit('island', 'city', 'district'),
		unit('north-1', 'north', 'commune', true),
		unit('north-2', 'north', 'commune')
	]
};

test('sections are the levels right below the convening unit; a district has its communes below it', () => {
	expect(
		sections(plan).map((section) => [
			section.level.id,
			section.branches.map(({ unit: { id }, below }) => [id, below.map((each) => each.id)])
		])
	).toEqual([
		['department', [['finance', []]]],
		[
			'district',
			[
				['north', ['north-1', 'north-2']],
				['island', []]
			]
		]
	]);
});

test('each level is counted, with how many of it are invited', () => {
	expect(countLevels(plan).map(({ level: { id }, count, invited }) => [id, count, invited])).toEqual([
		['department', 1, 1],
		['district', 2, 0],
		['commune', 2, 1]
	]);
});
