// What a media worker is trusted with after it fell behind (backlog.ts): less than it could not carry, for a while that
// doubles each time the same happens again, so that pictures do not grow and shrink every minute. Pure.

/** Of what it could not carry: one size less of the pictures is 0.7 of a chaired meeting. */
const lessShare = 0.85;
/** Of the allowance: with so little it is something else that has the processor. Less only where less flowed. */
const leastShare = 0.25;
const minute = 60_000;
const longest = 32 * minute;

/** Milliseconds and packets a second. */
export type Doubt = { packets: number; until: number; lasts: number };

/** `flowing` is what it could not carry. */
export function doubtAfter(before: Doubt | undefined, packets: number, flowing: number, now: number): Doubt {
	const lasts = lastsAfter(before, now);
	const less = lessShare * Math.min(flowing, trusted(before, packets, now));
	const least = Math.min(leastShare * packets, lessShare * flowing);
	return { packets: Math.round(Math.max(least, less)), until: now + lasts, lasts };
}

/** Nothing more can be taken from it: only the time begins anew. */
export function prolonged(doubt: Doubt, now: number): Doubt {
	return { ...doubt, until: now + doubt.lasts };
}

function lastsAfter(before: Doubt | undefined, now: number): number {
	if (before === undefined || now - before.until > longest) return minute;
	return now < before.until ? before.lasts : Math.min(longest, 2 * before.lasts);
}

export function trusted(doubt: Doubt | undefined, packets: number, now: number): number {
	return doubt !== undefined && now < doubt.until ? doubt.packets : packets;
}

/** When it is trusted as before; undefined when it is. */
export function endOf(doubt: Doubt | undefined, now: number): number | undefined {
	return doubt !== undefined && now < doubt.until ? doubt.until : undefined;
}
