import { expect, test } from 'vitest';
import { asking, fullBucket, take, type Bucket } from './rate.ts';

const { burst, perSecond } = asking;

function takeMany(bucket: Bucket, count: number, at: number): { bucket: Bucket; taken: number } {
	let taken = 0;
	for (let index = 0; index < count; index++) {
		const next = take(asking, bucket, at);
		if (next === undefined) break;
		bucket = next;
		taken++;
	}
	return { bucket, taken };
}

test('a burst is allowed, and no more', () => {
	expect(takeMany(fullBucket(asking, 0), burst + 10, 0).taken).toBe(burst);
});

test('an empty bucket fills up again, at its own pace', () => {
	const { bucket } = takeMany(fullBucket(asking, 0), burst, 0);
	expect(takeMany(bucket, 1000, 500).taken).toBe(perSecond / 2);
});

test('a long pause gives no more than one burst', () => {
	expect(takeMany(fullBucket(asking, 0), 10_000, 3_600_000).taken).toBe(burst);
});
