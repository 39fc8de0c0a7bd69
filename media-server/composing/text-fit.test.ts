import { expect, it } from 'vitest';
import { fitLine, textWidth, wrapLines } from './text-fit.ts';

it('leaves a line alone that fits', () => {
	expect(fitLine('Xã Vĩnh An', 24, 400)).toBe('Xã Vĩnh An');
});

it('ends a line that does not fit in an ellipsis, within the width', () => {
	const line = fitLine('Sở Nông nghiệp và Phát triển nông thôn thành phố', 24, 300);
	expect(line.endsWith('…')).toBe(true);
	expect(textWidth(line, 24)).toBeLessThanOrEqual(300);
});

it('composes Vietnamese letters, for which the font has one glyph each', () => {
	expect(fitLine('Vĩnh Bảo'.normalize('NFD'), 24, 400)).toBe('Vĩnh Bảo');
});

it('makes line breaks and tabs to spaces', () => {
	expect(fitLine('Báo cáo\n\tthu ngân sách', 20, 900)).toBe('Báo cáo thu ngân sách');
});

it('breaks between words and keeps every line within the width', () => {
	const title = 'Hội nghị trực tuyến toàn thành phố về công tác phòng, chống dịch COVID-19 tháng 12';
	const lines = wrapLines(title, 44, 700, 4);
	expect(lines.join(' ')).toBe(title);
	expect(lines.length).toBeGreaterThan(1);
	for (const line of lines) expect(textWidth(line, 44)).toBeLessThanOrEqual(700);
});

it('ends the last allowed line in an ellipsis when words are left', () => {
	const lines = wrapLines('một hai ba bốn năm sáu bảy tám chín mười', 44, 220, 2);
	expect(lines).toHaveLength(2);
	expect(lines[1]?.endsWith('…')).toBe(true);
});

it('makes no line of nothing', () => {
	expect(wrapLines('  ', 20, 100, 3)).toEqual([]);
});
