// The stills on their way to one page: never more than its line takes. One batch is on its way at a time; what comes
// meanwhile waits, one picture for each site, the newest in place of the one before. So nothing ever queues.
import type { SiteStill } from '#lib/protocol/wall.ts';
import { largestStill } from '#lib/protocol/wall.ts';
import { wallBitrate } from './still-pace.ts';

/** Milliseconds between two looks at what waits. */
export const flushEvery = 500;

/** Bytes of a batch: at one for each look this is the wall's bitrate. */
export const largestBatch = (wallBitrate / 8) * (flushEvery / 1000);
const firstBatch = largestBatch / 2;
const smallestBatch = largestStill;

/** Milliseconds from a batch until the page has it. Beyond that other news would wait behind pictures. */
const slow = 1200;
const quick = 600;

/** Bytes of the next batch, by how long the last one took. */
export function nextBatch(bytes: number, took: number): number {
	if (took > slow) return Math.max(smallestBatch, bytes / 2);
	// A page that only answers late (a slow PC, a far place) must not stay with the smallest batch for ever.
	return Math.min(largestBatch, bytes * (took < quick ? 1.5 : 1.1));
}

export class StillFlow {
	readonly #waiting = new Map<string, SiteStill>();
	#bytes = firstBatch;
	#sentAt: number | undefined;

	/** A site that waits already keeps its turn. */
	offer(still: SiteStill): void {
		this.#waiting.set(still.siteId, still);
	}

	/** What is not on the screen any more need not come. */
	keep(shown: ReadonlySet<string>): void {
		for (const siteId of this.#waiting.keys()) if (!shown.has(siteId)) this.#waiting.delete(siteId);
	}

	drop(siteId: string): void {
		this.#waiting.delete(siteId);
	}

	/** What is to be sent now; empty while the page has not got the last. */
	take(now: number): SiteStill[] {
		if (this.#sentAt !== undefined) return [];
		const batch: SiteStill[] = [];
		let bytes = 0;
		for (const [siteId, still] of this.#waiting) {
			bytes += still.picture.length;
			if (bytes > this.#bytes && batch.length > 0) break;
			batch.push(still);
			this.#waiting.delete(siteId);
		}
		if (batch.length > 0) this.#sentAt = now;
		return batch;
	}

	seen(now: number): void {
		if (this.#sentAt === undefined) return;
		this.#bytes = nextBatch(this.#bytes, now - this.#sentAt);
		this.#sentAt = undefined;
	}
}
