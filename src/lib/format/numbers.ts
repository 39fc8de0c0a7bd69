// Figures as each language writes them: 1.234,5 in Vietnamese.
import { getLocale } from '#lib/paraglide/runtime.js';
import { oncePerLocale } from './per-locale.ts';

const plain = oncePerLocale((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }));
const percent = oncePerLocale((tag) => new Intl.NumberFormat(tag, { style: 'percent' }));

export function formatNumber(value: number): string {
	return plain(getLocale()).format(value);
}

/** `share` from 0 to 1. */
export function formatPercent(share: number): string {
	return percent(getLocale()).format(share);
}

/** Size of a file: 840 kB, 12,5 MB. */
export function formatSize(bytes: number): string {
	const units = ['B', 'kB', 'MB', 'GB', 'TB'];
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	return `${formatNumber(unit < 2 ? Math.round(value) : value)} ${units[unit]}`;
}
