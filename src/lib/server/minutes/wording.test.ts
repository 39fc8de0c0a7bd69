import { describe, expect, it } from 'vitest';
import { agencyLines, dayInWords, lengthInWords, momentInWords, timeInWords } from './wording.ts';

const local = (text: string) => new Date(`${text}+07:00`);

describe('times', () => {
	it('are written as hours and minutes of the city', () => {
		expect(timeInWords(local('2021-12-15T08:05:30'))).toBe('08 giờ 05 phút');
	});

	it('have a leading nought for days below 10 and for months 1 and 2 only', () => {
		expect(dayInWords(local('2022-01-05T08:00:00'))).toBe('ngày 05 tháng 01 năm 2022');
		expect(dayInWords(local('2022-03-09T08:00:00'))).toBe('ngày 09 tháng 3 năm 2022');
		expect(dayInWords(local('2021-12-15T08:00:00'))).toBe('ngày 15 tháng 12 năm 2021');
	});

	it('belong to the city’s day, not to that of Greenwich', () => {
		expect(momentInWords(local('2022-02-10T00:30:00'))).toBe('00 giờ 30 phút, ngày 10 tháng 02 năm 2022');
	});
});

it.each([
	[400, '1 giây'],
	[45_000, '45 giây'],
	[205_000, '3 phút 25 giây'],
	[3_900_000, '1 giờ 05 phút']
])('writes %i ms as %s', (milliseconds, words) => {
	expect(lengthInWords(milliseconds)).toBe(words);
});

describe('the lines of the agency', () => {
	it('are the People’s Committee of a territory', () => {
		expect(agencyLines('Thành phố Hải Phòng', '')).toEqual({
			superior: [],
			agency: ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ HẢI PHÒNG']
		});
	});

	it('are a department below the committee of its territory', () => {
		expect(agencyLines('Sở Tài chính', 'Thành phố Hải Phòng')).toEqual({
			superior: ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ HẢI PHÒNG'],
			agency: ['SỞ TÀI CHÍNH']
		});
	});

	it('are the name alone for what is no territory', () => {
		expect(agencyLines('Ban Quản lý dự án', '')).toEqual({ superior: [], agency: ['BAN QUẢN LÝ DỰ ÁN'] });
	});
});
