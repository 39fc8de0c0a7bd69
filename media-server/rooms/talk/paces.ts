// How fast may be written or shown: far above what people do, far below what would flood a screen or a table. By site and by
// person, not by socket, so that coming back gives nothing.
import { CodedError } from '#lib/server/platform/errors.ts';
import { fullBucket, take, type Bucket, type Limit } from '../../rate.ts';

const limits = {
	announcement: { burst: 5, perSecond: 0.1 },
	site: { burst: 6, perSecond: 0.2 },
	/** One desk answers many sites. */
	desk: { burst: 20, perSecond: 1 },
	/** Taking another paper; its pages have a pace of their own. */
	paper: { burst: 5, perSecond: 0.5 }
} as const satisfies Record<string, Limit>;

export class Paces {
	readonly #buckets = new Map<string, Bucket>();

	require(kind: keyof typeof limits, who: string, now = Date.now()): void {
		const key = `${kind} ${who}`;
		const next = take(limits[kind], this.#buckets.get(key) ?? fullBucket(limits[kind], now), now);
		if (next === undefined) throw new CodedError('too_many_requests');
		this.#buckets.set(key, next);
	}
}
