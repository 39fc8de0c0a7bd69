import { expect, test } from 'vitest';
import { bareUnitName, comparePeopleNames, compareUnitNames, initials } from './names.ts';

test('units are ordered by their name, not by the word for their kind', () => {
	const units = ['Xã Đại Bản', 'Phường An Biên', 'Thị trấn An Dương', 'Xã Dân Chủ', 'Quận Hồng Bàng'];
	expect(units.toSorted(compareUnitNames)).toEqual([
		'Phường An Biên',
		'Thị trấn An Dương',
		'Xã Dân Chủ',
		'Xã Đại Bản',
		'Quận Hồng Bàng'
	]);
});

test('numbered wards are ordered by number', () => {
	expect(['Phường 10', 'Phường 2', 'Phường 1'].toSorted(compareUnitNames)).toEqual([
		'Phường 1',
		'Phường 2',
		'Phường 10'
	]);
});

test('a unit that is called like a kind keeps its name', () => {
	expect(bareUnitName('Thành phố Hải Phòng')).toBe('Hải Phòng');
	expect(bareUnitName('Xã Thành')).toBe('Thành');
	expect(bareUnitName('Xã')).toBe('Xã');
	expect(bareUnitName('Xã Vĩnh An'.normalize('NFD'))).toBe('Vĩnh An');
});

test('two units of one name are ordered by kind', () => {
	expect(compareUnitNames('Phường Đồng Tâm', 'Xã Đồng Tâm')).toBeLessThan(0);
});

test('people are ordered by the given name', () => {
	expect(['Trần Thị Bình', 'Nguyễn Văn Đức', 'Lê An', 'Phạm Văn Dũng'].toSorted(comparePeopleNames)).toEqual([
		'Lê An',
		'Trần Thị Bình',
		'Phạm Văn Dũng',
		'Nguyễn Văn Đức'
	]);
});

test('initials are those of the last two words', () => {
	expect(initials('Nguyễn Văn An')).toBe('VA');
	expect(initials('đặng ánh')).toBe('ĐÁ');
	expect(initials('An')).toBe('A');
	expect(initials('')).toBe('');
});
