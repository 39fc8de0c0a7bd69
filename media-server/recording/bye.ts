// How ffmpeg is told that a track has ended: by an RTCP BYE, after which it writes its last cluster and the index.
// A signal would not do: it wakes ffmpeg up only with the next packet, and a second one throws the last second away.
import { createCipheriv, createHmac } from 'node:crypto';

/** SRTCP (RFC 3711): signed with the track's key, not encrypted, which its index word says. */
const keyLength = 16;
const authKeyLabel = 4;
const authKeyLength = 20;
const tagLength = 10;
const goodbye = 203;
const reason = 'end';

export function sealedBye(ssrc: number, keyBase64: string): Buffer {
	const packet = Buffer.alloc(16);
	packet.writeUInt8(0x81, 0);
	packet.writeUInt8(goodbye, 1);
	packet.writeUInt16BE(2, 2);
	packet.writeUInt32BE(ssrc, 4);
	// With a reason, because ffmpeg throws shorter packets away unread.
	packet.writeUInt8(reason.length, 8);
	packet.write(reason, 9);
	packet.writeUInt32BE(1, 12);
	const tag = createHmac('sha1', authKey(Buffer.from(keyBase64, 'base64')))
		.update(packet)
		.digest();
	return Buffer.concat([packet, tag.subarray(0, tagLength)]);
}

function authKey(master: Buffer): Buffer {
	const counter = Buffer.alloc(16);
	master.copy(counter, 0, keyLength);
	counter.writeUInt8(counter.readUInt8(7) ^ authKeyLabel, 7);
	const cipher = createCipheriv('aes-128-ctr', master.subarray(0, keyLength), counter);
	return cipher.update(Buffer.alloc(authKeyLength));
}
