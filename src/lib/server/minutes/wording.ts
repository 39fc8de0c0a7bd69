// Times, lengths and names of bodies as an administrative document writes them. Documents are in Vietnamese.
import { formatTime, localDay, type Instant } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';

export const vi = { locale: 'vi' } as const;

const two = (value: number) => String(value).padStart(2, '0');

/** 08 giờ 30 phút. */
export function timeInWords(at: Instant): string {
	const [hour = '', minute = ''] = formatTime(at).split(':');
	return m.documents_time({ hour, minute }, vi);
}

/** ngày 05 tháng 01 năm 2022: a leading nought for days below 10 and for months 1 and 2, as Decree 30 has it. */
export function dayInWords(at: Instant): string {
	const [year = '', month = '', day = ''] = localDay(at).split('-');
	const monthNumber = Number(month);
	return m.documents_day({ day, month: monthNumber > 2 ? String(monthNumber) : two(monthNumber), year }, vi);
}

export function momentInWords(at: Instant): string {
	return m.documents_moment({ time: timeInWords(at), day: dayInWords(at) }, vi);
}

/** 1 giờ 05 phút · 12 phút 30 giây · 45 giây. */
export function lengthInWords(milliseconds: number): string {
	const all = Math.max(1, Math.round(milliseconds / 1000));
	const hours = Math.floor(all / 3600);
	const minutes = Math.floor(all / 60) % 60;
	const seconds = all % 60;
	if (hours > 0) return m.documents_length_hours({ hours, minutes: two(minutes) }, vi);
	if (minutes > 0) return m.documents_length_minutes({ minutes, seconds: two(seconds) }, vi);
	return m.documents_length_seconds({ seconds }, vi);
}

const territory = /^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|quận|huyện|phường|xã)\s/iu;

/** The lines at the top left: a territory acts through its People's Committee, other bodies under the one above them. */
export function agencyLines(name: string, parentName: string): { superior: string[]; agency: string[] } {
	const upper = (text: string) => text.toLocaleUpperCase('vi');
	const committee = upper(m.documents_peoples_committee({}, vi));
	if (territory.test(name)) return { superior: [], agency: [committee, upper(name)] };
	if (!territory.test(parentName)) return { superior: [], agency: [upper(name)] };
	return { superior: [committee, upper(parentName)], agency: [upper(name)] };
}
