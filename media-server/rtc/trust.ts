// What a media worker is trusted with after it fell behind (backlog.ts): less than it could not carry, for a while that
// doubles each time the same happens again, so that pictures do not grow and shrink every minute. Pure.

/** Of what it could not carry: one size less of the pictures is 0.7 of a chaired meeting. */
const lessShare = 0.85;
/** Of the allowance: with so little it is something else that has the processor. */
const leastShare = 0.25;
const minute = 60_000;
const longest = 32 * minute;

/** Milliseconds and packets a second. */
export type Doubt = { packets: number; until: number; lasts: number };

/** `flowing` is what it could not carry. */
export function doubtAfter(before: Doubt | undefined, packets: number, flowing: number, now: number): Doubt {
	const lasting = before !== undefined && now < before.until;
	const lasts = before === undefined ? minute : lasting ? before.lasts : Math.min(longest, 2 * before.lasts);
	const less = lessShare * Math.min(flowing, trusted(before, packets, now));
	return { packets: Math.max(leastShare * packets, less), until: now + lasts, lasts };
}

export function trusted(doubt: Doubt | undefined, packets: number, now: number): number {
	return doubt !== undefined && now < doubt.until ? doubt.packets : packets;
}

/** When it is trusted as before; undefined when it is. */
export function endOf(doubt: Doubt | undefined, now: number): number | undefined {
	return doubt !== undefined && now < doubt.until ? doubt.until : undefined;
}
