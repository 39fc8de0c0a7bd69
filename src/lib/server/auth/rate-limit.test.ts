import { expect, test } from 'vitest';
import { networkOf, signInBuckets } from './rate-limit.ts';

test.for([
	['192.0.2.7', '192.0.2.7'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
	['2001:db8::9', '2001:db8:0:0::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64'],
	['::1', '0:0:0:0::/64']
])('%s is counted as %s', ([address = '', network]) => {
	expect(networkOf(address)).toBe(network);
});

test('attempts count for name and address together, for the name, and for the address', () => {
	const keys = signInBuckets('an', '192.0.2.7').map((bucket) => bucket.key);
	expect(keys).toEqual(['pair:an@192.0.2.7', 'name:an', 'address:192.0.2.7']);
});

test('attempts in a known browser count for that browser alone', () => {
	expect(signInBuckets('an', '192.0.2.7', 'number').map(({ key }) => key)).toEqual(['device:number']);
});
