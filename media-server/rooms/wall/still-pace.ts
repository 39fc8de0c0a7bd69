// How often a site sends a still: as often as the line of who looks is meant to carry, and never more. Pure.
import { usualStill } from '#lib/protocol/wall.ts';

/** Bits a second for the pictures of one wall; what else it is told fits below 1.5 Mbit/s, too. */
export const wallBitrate = 1_300_000;

/** Nobody looks at a wall of a few sites more closely than this. */
const shortest = 3;

/** Seconds between two stills of one site, when somebody has the cards of so many on the screen. */
export function stillInterval(shown: number): number {
	return Math.max(shortest, Math.ceil((shown * usualStill * 8) / wallBitrate));
}

/** Seconds between two reports of one page: all pages together report about fifty times a second at most. */
export function reportInterval(pages: number): number {
	return Math.max(5, Math.ceil(pages / 50));
}
