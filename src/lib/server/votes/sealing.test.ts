import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyBytes, seal, unseal } from './sealing.ts';

const key = randomBytes(keyBytes);
const tally = { agree: 217, against: 3, other: 33 };

test('what was sealed can be opened with its key and its label only', () => {
	const sealed = seal(key, 'a vote', tally);
	expect(unseal(key, 'a vote', sealed)).toEqual(tally);
	expect(unseal(randomBytes(keyBytes), 'a vote', sealed)).toBeUndefined();
	expect(unseal(key, 'another vote', sealed)).toBeUndefined();
});

test('one changed byte makes it worthless, and so does a missing one', () => {
	const sealed = Buffer.from(seal(key, 'a vote', tally));
	for (let index = 0; index < sealed.length; index++) {
		const changed = Buffer.from(sealed);
		changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
		expect(unseal(key, 'a vote', changed)).toBeUndefined();
	}
	expect(unseal(key, 'a vote', sealed.subarray(1))).toBeUndefined();
	expect(unseal(key, 'a vote', new Uint8Array())).toBeUndefined();
});

test('neither look nor size tells how many there are of what', () => {
	const one = seal(key, 'a vote', { agree: 0, against: 0, other: 0 });
	const other = seal(key, 'a vote', { agree: 0, against: 0, other: 0 });
	const many = seal(key, 'a vote', { agree: 100_000, against: 0, other: 7 });
	expect(Buffer.from(one).equals(other)).toBe(false);
	expect(many).toHaveLength(one.length);
});
