import { expect, test } from 'vitest';
import { findFolded, fold, foldAll } from './fold.ts';

test('folding takes away marks and the bar of đ', () => {
	expect(fold('Tổ dân phố Đông Hải')).toBe('to dan pho dong hai');
	expect(fold('ĐIỂM CẦU')).toBe('diem cau');
});

test('both spellings of the tone mark fold alike', () => {
	expect(fold('Hoà Bình')).toBe(fold('Hòa Bình'));
	expect(fold('Thuỷ Nguyên')).toBe(fold('Thủy Nguyên'));
});

test('composed and decomposed letters fold alike', () => {
	expect(fold('Vĩnh Bảo'.normalize('NFD'))).toBe(fold('Vĩnh Bảo'.normalize('NFC')));
});

const places = [
	'Xã An Hoà, Huyện Vĩnh Bảo',
	'Xã Vĩnh An, Huyện Vĩnh Bảo',
	'Xã An Hoà, Huyện An Dương',
	'Phường Đằng Giang, Quận Ngô Quyền'
];
const all = foldAll(places, (place) => {
	const [name = '', parentName = ''] = place.split(', ');
	return [name, parentName];
});

test('a query finds what has all its words, in any order and without marks', () => {
	expect(findFolded(all, 'dang giang')).toEqual(['Phường Đằng Giang, Quận Ngô Quyền']);
	expect(findFolded(all, 'An Hòa')).toEqual(['Xã An Hoà, Huyện Vĩnh Bảo', 'Xã An Hoà, Huyện An Dương']);
	expect(findFolded(all, 'không có')).toEqual([]);
});

test('a name that holds the words as typed comes first', () => {
	expect(findFolded(all, 'vĩnh  an')).toEqual(['Xã Vĩnh An, Huyện Vĩnh Bảo', 'Xã An Hoà, Huyện Vĩnh Bảo']);
});

test('what else is said of them tells two of the same name apart', () => {
	expect(findFolded(all, 'an hoa an duong')).toEqual(['Xã An Hoà, Huyện An Dương']);
});

test('nothing typed finds everything in its order', () => {
	expect(findFolded(all, '  ')).toEqual(places);
});
