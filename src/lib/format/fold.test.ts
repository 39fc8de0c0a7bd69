import { expect, test } from 'vitest';
import { fold, matchesFolded } from './fold.ts';

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

test('a query matches when all its words occur, in any order and without marks', () => {
	expect(matchesFolded('Xã Vĩnh An – Huyện Vĩnh Bảo', 'vinh bao  an')).toBe(true);
	expect(matchesFolded('Xã Vĩnh An – Huyện Vĩnh Bảo', 'vinh quang')).toBe(false);
	expect(matchesFolded('Xã Vĩnh An', '')).toBe(true);
});
