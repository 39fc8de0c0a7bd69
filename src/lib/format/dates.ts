// Days and times as the city's clocks show them, wherever the browser or the server stands.
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { oncePerLocale } from './per-locale.ts';
import { timeZone } from './time-zone.ts';

/** No daylight saving since 1975, so that local times can be read back without a table. */
const offset = '+07:00';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A Date, milliseconds, or the ISO text that JSON makes of a Date. */
export type Instant = Date | number | string;

const parts = new Intl.DateTimeFormat('en-CA', {
	timeZone,
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23'
});
const weekdays = oncePerLocale((tag) => new Intl.DateTimeFormat(tag, { timeZone, weekday: 'long' }));

function read(at: Instant): Record<string, string> {
	return Object.fromEntries(parts.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
}

/** The local day as 2021-12-05: to group by, and for `<input type="date">`. */
export function localDay(at: Instant): string {
	const p = read(at);
	return `${p.year}-${p.month}-${p.day}`;
}

/** The local time as 08:30: for reading and for `<input type="time">`. */
export function formatTime(at: Instant): string {
	const p = read(at);
	return `${p.hour}:${p.minute}`;
}

/** The time with seconds, for logs. */
export function formatExactTime(at: Instant): string {
	return `${formatTime(at)}:${read(at).second}`;
}

/** Day and time of the city back to an instant: `fromLocal('2021-12-05', '08:30')`. */
export function fromLocal(localDay: string, time: string): Date {
	return new Date(`${localDay}T${time}:00${offset}`);
}

/** 05/12/2021; Japanese writes the year first. */
export function formatDate(at: Instant): string {
	const p = read(at);
	return getLocale() === 'ja' ? `${p.year}/${p.month}/${p.day}` : `${p.day}/${p.month}/${p.year}`;
}

/** Chủ Nhật, 05/12/2021. */
export function formatDay(at: Instant): string {
	const weekday = weekdays(getLocale()).format(new Date(at));
	return getLocale() === 'ja' ? `${formatDate(at)}（${weekday}）` : `${weekday}, ${formatDate(at)}`;
}

/** 08:30, 05/12/2021. */
export function formatDateTime(at: Instant): string {
	return getLocale() === 'ja'
		? `${formatDate(at)} ${formatTime(at)}`
		: `${formatTime(at)}, ${formatDate(at)}`;
}

/** 08:30, Hôm nay · 08:30, Ngày mai · 08:30, Chủ Nhật, 05/12/2021. */
export function formatWhen(at: Instant, now: Instant = Date.now()): string {
	const time = formatTime(at);
	const today = localDay(now);
	const tomorrow = localDay(new Date(now).getTime() + day);
	const yesterday = localDay(new Date(now).getTime() - day);
	switch (localDay(at)) {
		case today:
			return m.common_time_today({ time });
		case tomorrow:
			return m.common_time_tomorrow({ time });
		case yesterday:
			return m.common_time_yesterday({ time });
		default:
			return m.common_time_on_day({ time, day: formatDay(at) });
	}
}

/** 5 phút nữa, 2 giờ trước, vừa xong. */
export function formatRelative(at: Instant, now: Instant = Date.now()): string {
	const ahead = new Date(at).getTime() - new Date(now).getTime();
	const size = Math.abs(ahead);
	if (size < minute) return ahead >= 0 ? m.common_any_moment() : m.common_just_now();
	const amount =
		size < hour
			? m.common_minutes({ count: Math.round(size / minute) })
			: size < day
				? m.common_hours({ count: Math.round(size / hour) })
				: m.common_days({ count: Math.round(size / day) });
	return ahead > 0 ? m.common_from_now({ amount }) : m.common_ago({ amount });
}

/** A length in words: 1 giờ 5 phút, 45 phút, 30 giây. */
export function formatDuration(milliseconds: number): string {
	if (milliseconds < minute) return m.common_seconds({ count: Math.round(milliseconds / 1000) });
	const all = Math.round(milliseconds / minute);
	const hours = Math.floor(all / 60);
	const minutes = all % 60;
	const amounts = [
		...(hours > 0 ? [m.common_hours({ count: hours })] : []),
		...(minutes > 0 ? [m.common_minutes({ count: minutes })] : [])
	];
	return amounts.join(getLocale() === 'ja' ? '' : ' ');
}

/** A running clock or a place in a recording: 12:30, 1:02:09. */
export function formatClock(milliseconds: number): string {
	const all = Math.max(0, Math.floor(milliseconds / 1000));
	const two = (value: number) => String(value).padStart(2, '0');
	const hours = Math.floor(all / 3600);
	const rest = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
	return hours > 0 ? `${hours}:${rest}` : rest;
}
