import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// Argon2id is the library's default; 19 MiB, two passes and one lane is the least that OWASP asks for (10 to 50 ms).
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordLength = { least: 12, most: 200 };

/** Without 0, 1, i, l, o: read out over the telephone, typed from paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

export async function hashPassword(password: string): Promise<string> {
	return hash(normalise(password), cost);
}

let decoy: Promise<string> | undefined;

/**
 * Without a hash the password is compared with the hash of nobody's, so that an unknown name costs as much time as a
 * wrong password.
 */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
	decoy ??= hashPassword(makePassword());
	const nobodys = await decoy;
	const fits = await verify(passwordHash ?? nobodys, normalise(password));
	return fits && passwordHash !== undefined;
}

/** Four groups of four: about 79 bits. */
export function makePassword(): string {
	return Array.from({ length: 4 }, makeGroup).join('-');
}

function makeGroup(): string {
	return Array.from({ length: 4 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** Vietnamese is typed as one code point or as letter and mark, depending on the keyboard. */
function normalise(password: string): string {
	return password.normalize('NFC');
}
