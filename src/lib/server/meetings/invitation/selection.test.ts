import { expect, test } from 'vitest';
import { below, selectUnits, type TreeUnit } from './selection.ts';

const unit = (id: string, parentId: string | null, level: string): TreeUnit => ({
	id,
	parentId,
	level
});
const tree = [
	unit('city', null, 'city'),
	unit('finance', 'city', 'department'),
	unit('north', 'city', 'district'),
	unit('north-1', 'north', 'commune'),
	unit('north-2', 'north', 'commune'),
	unit('island', 'city', 'district'),
	unit('zone', 'city', 'commune')
];
const ids = (units: TreeUnit[]) => units.map((each) => each.id);

test('a level means all its units, wherever they hang in the tree', () => {
	expect(ids(selectUnits(tree, 'city', { kind: 'level', of: 'commune' }))).toEqual([
		'north-1',
		'north-2',
		'zone'
	]);
});

test('below a unit means without that unit, its branch means with it', () => {
	expect(ids(selectUnits(tree, 'city', { kind: 'below', of: 'north' }))).toEqual(['north-1', 'north-2']);
	expect(ids(selectUnits(tree, 'city', { kind: 'branch', of: 'north' }))).toEqual([
		'north',
		'north-1',
		'north-2'
	]);
});

test('below an island without communes there is nobody', () => {
	expect(selectUnits(tree, 'city', { kind: 'below', of: 'island' })).toEqual([]);
});

test('a unit invites only what stands below it', () => {
	expect(selectUnits(tree, 'north', { kind: 'unit', of: 'finance' })).toEqual([]);
	expect(selectUnits(tree, 'north', { kind: 'unit', of: 'city' })).toEqual([]);
	expect(selectUnits(tree, 'north', { kind: 'unit', of: 'north' })).toEqual([]);
	expect(selectUnits(tree, 'north', { kind: 'branch', of: 'city' }).map((each) => each.id)).toEqual([
		'north-1',
		'north-2'
	]);
	expect(ids(selectUnits(tree, 'north', { kind: 'level', of: 'commune' }))).toEqual(['north-1', 'north-2']);
});

test('nobody stands below a commune', () => {
	expect(below(tree, 'north-1')).toEqual([]);
});
