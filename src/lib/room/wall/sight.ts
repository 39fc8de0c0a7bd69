// What is to be seen of a site: its newest picture, how old that is, or why there is none. Pure.
import type { Unseen, WallSite } from '#lib/protocol/wall.ts';

export type Still = { url: string; /** Wall clock of the room. */ at: number };

export type Sight =
	| { kind: 'none' }
	| { kind: Unseen }
	| { kind: 'new'; url: string }
	/** `age` in whole minutes. */
	| { kind: 'old'; url: string; age: number };

export const nothingSeen: Sight = { kind: 'none' };

/** Milliseconds: a few rounds, also where 253 sites are on the screen. */
const oldAfter = 30_000;
/** From then on it says nothing of now. */
const goneAfter = 5 * 60_000;
const minute = 60_000;

export function sightOf(
	still: Still | undefined,
	facts: Pick<WallSite, 'unseen'> | undefined,
	now: number
): Sight {
	if (facts?.unseen) return { kind: facts.unseen };
	if (still === undefined) return nothingSeen;
	const age = now - still.at;
	if (age >= goneAfter) return nothingSeen;
	if (age < oldAfter) return { kind: 'new', url: still.url };
	return { kind: 'old', url: still.url, age: Math.max(1, Math.floor(age / minute)) };
}
