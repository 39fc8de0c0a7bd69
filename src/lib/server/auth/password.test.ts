import { expect, test } from 'vitest';
import { hashPassword, makePassword, passwordFits } from './password.ts';

test('a hash is argon2id of 19 MiB, two passes, one lane, salted anew each time', async () => {
	const [first, second] = await Promise.all([hashPassword('một mật khẩu'), hashPassword('một mật khẩu')]);
	expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	expect(first).not.toBe(second);
});

test('a password fits its hash whichever way its letters were composed, and no other', async () => {
	const hash = await hashPassword('Tiếng Việt'.normalize('NFC'));
	expect(await passwordFits(hash, 'Tiếng Việt'.normalize('NFD'))).toBe(true);
	expect(await passwordFits(hash, 'Tieng Viet')).toBe(false);
	expect(await passwordFits(undefined, 'Tiếng Việt')).toBe(false);
});

test('made passwords are readable, long and never the same', () => {
	const made = new Set(Array.from({ length: 500 }, makePassword));
	expect(made.size).toBe(500);
	for (const password of made) expect(password).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
});
