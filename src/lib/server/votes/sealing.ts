// Three counts in an envelope that always looks different and is always of the same size (AES-256-GCM).
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Tally } from '#lib/protocol/votes.ts';

const cipher = 'aes-256-gcm';
export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const countBytes = 4;

/** `label` binds the envelope to its vote: one of another vote cannot be put in its place. */
export function seal(key: Uint8Array, label: string, { agree, against, other }: Tally): Uint8Array {
	const counts = Buffer.alloc(3 * countBytes);
	[agree, against, other].forEach((count, index) => counts.writeUInt32BE(count, index * countBytes));
	const nonce = randomBytes(nonceBytes);
	const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(label));
	const hidden = Buffer.concat([sealing.update(counts), sealing.final()]);
	return Buffer.concat([nonce, sealing.getAuthTag(), hidden]);
}

/** Undefined with a wrong key, or when a byte was changed. */
export function unseal(key: Uint8Array, label: string, sealed: Uint8Array): Tally | undefined {
	const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
	const hidden = sealed.subarray(nonceBytes + tagBytes);
	if (hidden.length !== 3 * countBytes) return undefined;
	try {
		const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), {
			authTagLength: tagBytes
		});
		opening.setAAD(Buffer.from(label)).setAuthTag(tag);
		const counts = Buffer.concat([opening.update(hidden), opening.final()]);
		const at = (index: number) => counts.readUInt32BE(index * countBytes);
		return { agree: at(0), against: at(1), other: at(2) };
	} catch {
		return undefined;
	}
}
