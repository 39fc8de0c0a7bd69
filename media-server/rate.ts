// How fast one socket may ask. A burst is normal (a join, a stage full of consumers), a stream of it is not.

export type Limit = { burst: number; perSecond: number };
export type Bucket = { tokens: number; at: number };

export const asking: Limit = { burst: 120, perSecond: 40 };
/** Beyond this a socket is no page in a hurry but a flood, and is cut off. */
export const refusing: Limit = { burst: 500, perSecond: 5 };

export const fullBucket = (limit: Limit, now: number): Bucket => ({ tokens: limit.burst, at: now });

/** The bucket after one more; `undefined` when it is empty. */
export function take(limit: Limit, bucket: Bucket, now: number): Bucket | undefined {
	const refilled = Math.min(limit.burst, bucket.tokens + ((now - bucket.at) / 1000) * limit.perSecond);
	return refilled < 1 ? undefined : { tokens: refilled - 1, at: now };
}
