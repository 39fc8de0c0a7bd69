// One direction of SRTP by hand (RFC 3711, 7714), to hold the media worker's against. Knows neither replay nor a
// second round of sequence numbers.
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { headerLength } from './rtp.ts';

const suites = {
	AEAD_AES_128_GCM: { key: 16, salt: 12, tag: 16, aead: true },
	AEAD_AES_256_GCM: { key: 32, salt: 12, tag: 16, aead: true },
	AES_CM_128_HMAC_SHA1_80: { key: 16, salt: 14, tag: 10, aead: false },
	AES_CM_128_HMAC_SHA1_32: { key: 16, salt: 14, tag: 4, aead: false }
} as const;

export type Suite = keyof typeof suites;
export const allSuites = [
	'AEAD_AES_128_GCM',
	'AEAD_AES_256_GCM',
	'AES_CM_128_HMAC_SHA1_80',
	'AES_CM_128_HMAC_SHA1_32'
] as const;

const rtpLabels = { key: 0, authentication: 1, salt: 2 };
const rtcpLabels = { key: 3, authentication: 4, salt: 5 };
const rtcpHeader = 8;
const rtcpTag = 10;
const encrypted = 2 ** 31;

export class SrtpFault extends Error {}

type Keys = { key: Buffer; salt: Buffer; authentication: Buffer };
/** `bound` is authenticated behind the packet without being a part of it. */
type Work = { keys: Keys; packet: Buffer; header: number; iv: Buffer; tag: number; bound: Buffer };

export class Srtp {
	readonly #suite: (typeof suites)[Suite];
	readonly #rtp: Keys;
	readonly #rtcp: Keys;
	#rtcpIndex = 0;

	constructor(suite: Suite, keyBase64: string) {
		this.#suite = suites[suite];
		const master = Buffer.from(keyBase64, 'base64');
		this.#rtp = this.#derive(master, rtpLabels);
		this.#rtcp = this.#derive(master, rtcpLabels);
	}

	static keyLength(suite: Suite): number {
		return suites[suite].key + suites[suite].salt;
	}

	protect(packet: Buffer): Buffer {
		const { body, tag } = this.#encrypt(this.#workOnRtp(packet));
		return Buffer.concat([body, tag]);
	}

	unprotect(packet: Buffer): Buffer {
		const end = packet.length - this.#suite.tag;
		return this.#decrypt(this.#workOnRtp(packet.subarray(0, end)), packet.subarray(end));
	}

	protectRtcp(packet: Buffer): Buffer {
		const index = uint32(encrypted + this.#rtcpIndex++);
		const { body, tag } = this.#encrypt(this.#workOnRtcp(packet, index));
		return this.#suite.aead ? Buffer.concat([body, tag, index]) : Buffer.concat([body, index, tag]);
	}

	unprotectRtcp(packet: Buffer): Buffer {
		const { tag: tagLength, aead } = this.#suite;
		const end = packet.length - 4 - (aead ? tagLength : rtcpTag);
		const [index, tag] = aead
			? [packet.subarray(end + tagLength), packet.subarray(end, end + tagLength)]
			: [packet.subarray(end, end + 4), packet.subarray(end + 4)];
		return this.#decrypt(this.#workOnRtcp(packet.subarray(0, end), index), tag);
	}

	#derive(master: Buffer, labels: typeof rtpLabels): Keys {
		const { key, salt } = this.#suite;
		const stream = (label: number, length: number) => {
			const iv = Buffer.concat([master.subarray(key), Buffer.alloc(16 - salt)]);
			iv.writeUInt8(iv.readUInt8(7) ^ label, 7);
			return createCipheriv(`aes-${(key * 8) as 128 | 256}-ctr`, master.subarray(0, key), iv).update(
				Buffer.alloc(length)
			);
		};
		return {
			key: stream(labels.key, key),
			salt: stream(labels.salt, salt),
			authentication: stream(labels.authentication, 20)
		};
	}

	#workOnRtp(packet: Buffer): Work {
		const nothing = Buffer.alloc(4);
		const index = Buffer.concat([nothing, packet.subarray(2, 4)]);
		const iv = this.#iv(this.#rtp, packet.subarray(8, 12), index);
		const header = headerLength(packet);
		return { keys: this.#rtp, packet, header, iv, tag: this.#suite.tag, bound: nothing };
	}

	#workOnRtcp(packet: Buffer, flaggedIndex: Buffer): Work {
		const index = Buffer.alloc(6);
		index.writeUInt32BE(flaggedIndex.readUInt32BE() % encrypted, 2);
		const iv = this.#iv(this.#rtcp, packet.subarray(4, 8), index);
		const tag = this.#suite.aead ? this.#suite.tag : rtcpTag;
		return { keys: this.#rtcp, packet, header: rtcpHeader, iv, tag, bound: flaggedIndex };
	}

	/** Both kinds of suite lay SSRC and index out alike; counter mode begins two bytes later and counts blocks at the end. */
	#iv({ salt }: Keys, ssrc: Buffer, index: Buffer): Buffer {
		const { aead } = this.#suite;
		const iv = Buffer.concat([Buffer.alloc(aead ? 2 : 4), ssrc, index, Buffer.alloc(aead ? 0 : 2)]);
		for (const [at, byte] of salt.entries()) iv.writeUInt8(iv.readUInt8(at) ^ byte, at);
		return iv;
	}

	#encrypt(work: Work): { body: Buffer; tag: Buffer } {
		const { keys, packet, header, iv, tag } = work;
		const head = packet.subarray(0, header);
		if (!this.#suite.aead) {
			const body = Buffer.concat([head, this.#counterMode(work)]);
			return { body, tag: authenticate(keys, body, work.bound).subarray(0, tag) };
		}
		const cipher = createCipheriv(this.#gcm(), keys.key, iv);
		cipher.setAAD(authenticatedOnly(work));
		const body = Buffer.concat([head, cipher.update(packet.subarray(header)), cipher.final()]);
		return { body, tag: cipher.getAuthTag() };
	}

	#decrypt(work: Work, tag: Buffer): Buffer {
		const { keys, packet, header, iv, bound } = work;
		const head = packet.subarray(0, header);
		if (!this.#suite.aead) {
			const wanted = authenticate(keys, packet, bound).subarray(0, work.tag);
			if (!timingSafeEqual(wanted, tag)) throw new SrtpFault('the tag is wrong');
			return Buffer.concat([head, this.#counterMode(work)]);
		}
		const decipher = createDecipheriv(this.#gcm(), keys.key, iv);
		decipher.setAAD(authenticatedOnly(work));
		decipher.setAuthTag(tag);
		return Buffer.concat([head, decipher.update(packet.subarray(header)), decipher.final()]);
	}

	#counterMode({ keys, packet, header, iv }: Work): Buffer {
		return createCipheriv('aes-128-ctr', keys.key, iv).update(packet.subarray(header));
	}

	#gcm() {
		return this.#suite.key === 16 ? ('aes-128-gcm' as const) : ('aes-256-gcm' as const);
	}
}

/** GCM binds the index of SRTCP behind the header; that of SRTP is in the IV alone. */
function authenticatedOnly({ packet, header, bound }: Work): Buffer {
	const head = packet.subarray(0, header);
	return header === rtcpHeader ? Buffer.concat([head, bound]) : head;
}

function authenticate({ authentication }: Keys, packet: Buffer, bound: Buffer): Buffer {
	return createHmac('sha1', authentication).update(packet).update(bound).digest();
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
