// Whether media gets through between this page and the room, one way.
import type { types as mediasoup } from 'mediasoup-client';

/** `unknown`: never yet tried; `broken`: it was there, or was tried, and is not there. */
export type Path = 'unknown' | 'open' | 'broken';
export type Paths = { send: Path; receive: Path };

export const untried: Paths = { send: 'unknown', receive: 'unknown' };

const meaning: Partial<Record<mediasoup.ConnectionState, Path>> = {
	connected: 'open',
	disconnected: 'broken',
	failed: 'broken'
};

/** A new attempt over a broken path leaves it broken until it has got through. */
export function nextPath(path: Path, state: mediasoup.ConnectionState): Path {
	return meaning[state] ?? path;
}
