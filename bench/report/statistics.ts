// What many measured values come to.
import type { Value } from './result.ts';

/** The value below which `share` of all lie (0.95 → p95), by nearest rank; NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	const rank = Math.max(1, Math.ceil(share * sorted.length));
	return sorted[rank - 1] ?? Number.NaN;
}

/** Where what never came is infinite: a share that lies among it has no value, but a reason. */
export function percentileOr(values: readonly number[], share: number, why: string): Value {
	const found = percentile(values, share);
	return found === Infinity ? { why } : found;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const upper = sorted[sorted.length >> 1] ?? Number.NaN;
	if (sorted.length % 2 === 1) return upper;
	return (upper + (sorted[(sorted.length >> 1) - 1] ?? Number.NaN)) / 2;
}

export type Spread = { median: number; least: number; most: number };

export function spread(values: readonly number[]): Spread {
	return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Round by round: what was measured in the same minute is compared, so that a machine that slows down is no difference. */
export function ratios(values: readonly number[], others: readonly number[]): number[] {
	return values.slice(0, others.length).map((value, round) => value / (others[round] ?? Number.NaN));
}

export function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
