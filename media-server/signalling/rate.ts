// How fast one socket may ask. A burst is normal (a join, a stage full of consumers), a stream of it is not.

export type Bucket = { tokens: number; at: number };

export const burst = 120;
export const perSecond = 40;

export const fullBucket = (now: number): Bucket => ({ tokens: burst, at: now });

/** The bucket after one more request; `undefined` when it is empty. */
export function take(bucket: Bucket, now: number): Bucket | undefined {
	const refilled = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
	return refilled < 1 ? undefined : { tokens: refilled - 1, at: now };
}
