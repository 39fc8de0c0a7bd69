import { afterEach, expect, test } from 'vitest';
import { getLocale, overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';
import {
	formatClock,
	formatDate,
	formatDateTime,
	formatDay,
	formatDuration,
	formatExactTime,
	formatRelative,
	formatTime,
	formatWhen,
	fromLocal,
	localDay
} from './dates.ts';
import { formatNumber, formatPercent, formatSize } from './numbers.ts';

const original = getLocale;
const speak = (locale: Locale) => overwriteGetLocale(() => locale);
afterEach(() => overwriteGetLocale(original));

const minute = 60_000;
const hour = 60 * minute;
/** 00:30 of the next day in the city. */
const lateEvening = new Date('2021-12-04T17:30:00Z');
const now = fromLocal('2021-12-05', '08:00').getTime();

test('dates and times are those of the city, not of the machine', () => {
	speak('vi');
	expect(formatDate(lateEvening)).toBe('05/12/2021');
	expect(formatTime(lateEvening)).toBe('00:30');
	expect(formatExactTime(lateEvening)).toBe('00:30:00');
	expect(localDay(lateEvening)).toBe('2021-12-05');
});

test('each language has its own order', () => {
	speak('vi');
	expect(formatDay(now)).toBe('Chủ Nhật, 05/12/2021');
	expect(formatDateTime(now)).toBe('08:00, 05/12/2021');
	speak('en');
	expect(formatDay(now)).toBe('Sunday, 05/12/2021');
	speak('ja');
	expect(formatDay(now)).toBe('2021/12/05（日曜日）');
	expect(formatDateTime(now)).toBe('2021/12/05 08:00');
});

test('a local day and time lead back to the same instant', () => {
	expect(fromLocal(localDay(lateEvening), formatTime(lateEvening))).toEqual(lateEvening);
});

test('near days are called by name', () => {
	speak('vi');
	expect(formatWhen(now + hour, now)).toBe('09:00 hôm nay');
	expect(formatWhen(now + 20 * hour, now)).toBe('04:00 ngày mai');
	expect(formatWhen(now - 20 * hour, now)).toBe('12:00 hôm qua');
	expect(formatWhen(now + 72 * hour, now)).toBe('08:00 Thứ Tư, 08/12/2021');
});

test('how far away something is', () => {
	speak('vi');
	expect(formatRelative(now + 5 * minute, now)).toBe('5 phút nữa');
	expect(formatRelative(now - 2 * hour, now)).toBe('2 giờ trước');
	expect(formatRelative(now - 1000, now)).toBe('vừa xong');
	expect(formatRelative(now + 49 * hour, now)).toBe('2 ngày nữa');
	speak('en');
	expect(formatRelative(now + minute, now)).toBe('in 1 minute');
	expect(formatRelative(now - 2 * hour, now)).toBe('2 hours ago');
	speak('ja');
	expect(formatRelative(now + 5 * minute, now)).toBe('5分後');
});

test('lengths in words', () => {
	speak('vi');
	expect(formatDuration(30_000)).toBe('30 giây');
	expect(formatDuration(45 * minute)).toBe('45 phút');
	expect(formatDuration(65 * minute)).toBe('1 giờ 5 phút');
	expect(formatDuration(2 * hour)).toBe('2 giờ');
	expect(formatDuration(2 * hour - 1)).toBe('2 giờ');
	speak('en');
	expect(formatDuration(61 * minute)).toBe('1 hour 1 minute');
});

test('clocks show hours only when there are some', () => {
	expect(formatClock(0)).toBe('00:00');
	expect(formatClock(750_999)).toBe('12:30');
	expect(formatClock(3_729_000)).toBe('1:02:09');
	expect(formatClock(-5)).toBe('00:00');
});

test('figures follow the language', () => {
	speak('vi');
	expect(formatNumber(1234.5)).toBe('1.234,5');
	expect(formatPercent(0.42)).toBe('42%');
	expect(formatSize(12_500_000)).toBe('12,5 MB');
	expect(formatSize(840_400)).toBe('840 kB');
	expect(formatSize(12)).toBe('12 B');
	speak('en');
	expect(formatNumber(1234.5)).toBe('1,234.5');
});
