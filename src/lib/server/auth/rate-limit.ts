// Token buckets in PostgreSQL, one row per key, so that all programs count together and a restart forgets nothing.
import type { Sql } from '#lib/server/platform/db.ts';
import { deleteFullBuckets, returnToken, takeToken } from './queries.ts';

export type Bucket = { key: string; capacity: number; secondsPerToken: number };

/** A whole city may sit behind one address; guessing from many addresses is slowed by the name's own bucket. */
const addressBucket = { capacity: 300, secondsPerToken: 5 };
const nameBucket = { capacity: 40, secondsPerToken: 15 };
/** The narrowest one: for name and address together, or for a browser that the person has signed in with before. */
const placeBucket = { capacity: 8, secondsPerToken: 30 };

/** After this time every bucket is full again and its row is of no use. */
const forgetAfterSeconds = 3600;

/**
 * A known browser counts alone: else whoever guesses from enough addresses would empty the name's bucket and keep a chair
 * out of the meeting. In all other browsers the name's bucket bounds what a guesser with many addresses can try.
 */
export function signInBuckets(signInName: string, address: string, device?: string): Bucket[] {
	if (device !== undefined) return [{ key: `device:${device}`, ...placeBucket }];
	const network = networkOf(address);
	return [
		{ key: `pair:${signInName}@${network}`, ...placeBucket },
		{ key: `name:${signInName}`, ...nameBucket },
		{ key: `address:${network}`, ...addressBucket }
	];
}

/**
 * Takes one token of each bucket, or none: answers the seconds to wait when one is empty, else 0. Taking before the
 * password is looked at keeps many attempts at once from slipping through.
 */
export async function take(sql: Sql, buckets: Bucket[]): Promise<number> {
	const taken: Bucket[] = [];
	for (const bucket of buckets) {
		const wait = await takeToken(sql, bucket);
		if (wait > 0) {
			await giveBack(sql, taken);
			return Math.ceil(wait);
		}
		taken.push(bucket);
	}
	return 0;
}

export async function giveBack(sql: Sql, buckets: Bucket[]): Promise<void> {
	for (const bucket of buckets) await returnToken(sql, bucket);
}

export async function forgetFull(sql: Sql): Promise<void> {
	await deleteFullBuckets(sql, forgetAfterSeconds);
}

/** A provider hands each customer a whole IPv6 network of 64 bits; IPv4 may arrive written as IPv6. */
export function networkOf(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	if (mapped !== undefined) return mapped;
	if (!address.includes(':')) return address;
	const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
	const left = groups(head);
	const right = tail === undefined ? [] : groups(tail);
	const zeros = new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
	return `${[...left, ...(tail === undefined ? [] : zeros), ...right].slice(0, 4).join(':')}::/64`;
}

function groups(part: string): string[] {
	return part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
}
