import { expect, test } from 'vitest';
import { burst, fullBucket, perSecond, take, type Bucket } from './rate.ts';

function takeMany(bucket: Bucket, count: number, at: number): { bucket: Bucket; taken: number } {
	let taken = 0;
	for (let index = 0; index < count; index++) {
		const next = take(bucket, at);
		if (next === undefined) break;
		bucket = next;
		taken++;
	}
	return { bucket, taken };
}

test('a burst is allowed, and no more', () => {
	expect(takeMany(fullBucket(0), burst + 10, 0).taken).toBe(burst);
});

test('an empty bucket fills up again, at its own pace', () => {
	const { bucket } = takeMany(fullBucket(0), burst, 0);
	expect(takeMany(bucket, 1000, 500).taken).toBe(perSecond / 2);
});

test('a long pause gives no more than one burst', () => {
	expect(takeMany(fullBucket(0), 10_000, 3_600_000).taken).toBe(burst);
});
