// How long who has the floor has spoken, and how long is left. Pure; nobody is cut off.
import type { Floor } from '#lib/protocol/snapshot.ts';

/** `minute`, `seconds`: the end is near, and the speaker is told. `free`: without a limit. */
export type TurnPhase = 'free' | 'running' | 'minute' | 'seconds' | 'over';
/** In milliseconds. */
export type TurnTime = { used: number; planned: number | null; left: number | null; phase: TurnPhase };

const minute = 60_000;
const fewSeconds = 10_000;

export function turnTime({ grantedAt, minutes }: Floor, now: number): TurnTime {
	const used = Math.max(0, now - grantedAt);
	if (minutes === null) return { used, planned: null, left: null, phase: 'free' };
	const planned = minutes * minute;
	const left = planned - used;
	return { used, planned, left, phase: phaseOf(left) };
}

function phaseOf(left: number): TurnPhase {
	if (left <= 0) return 'over';
	if (left <= fewSeconds) return 'seconds';
	return left <= minute ? 'minute' : 'running';
}
