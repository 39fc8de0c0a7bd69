// RTP by hand, as far as tests and load need it (RFC 3550, 8285).

export type Packet = {
	payloadType: number;
	sequence: number;
	timestamp: number;
	ssrc: number;
	marker: boolean;
	payload: Uint8Array;
	/** Loudness of an audio packet in −dBov: 0 is loudest, 127 is silence. */
	level?: number;
};

/** The id under which our audio packets carry their loudness. */
export const levelExtensionId = 10;
const oneByteExtensions = 0xbede;

export function writePacket(packet: Packet): Buffer {
	const extension = packet.level === undefined ? Buffer.alloc(0) : levelExtension(packet.level);
	const header = Buffer.alloc(12);
	header[0] = 0x80 | (extension.length > 0 ? 0x10 : 0);
	header[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
	header.writeUInt16BE(packet.sequence & 0xffff, 2);
	header.writeUInt32BE(packet.timestamp >>> 0, 4);
	header.writeUInt32BE(packet.ssrc >>> 0, 8);
	return Buffer.concat([header, extension, packet.payload]);
}

function levelExtension(level: number): Buffer {
	const extension = Buffer.alloc(8);
	extension.writeUInt16BE(oneByteExtensions, 0);
	extension.writeUInt16BE(1, 2);
	extension[4] = levelExtensionId << 4;
	extension[5] = 0x80 | level;
	return extension;
}

/** RTCP shares the flow; its types 192–223 stand where RTP has marker and payload type (RFC 5761). */
export function isRtcp(packet: Buffer): boolean {
	const type = packet[1] ?? 0;
	return type >= 192 && type <= 223;
}

export function ssrcOf(packet: Buffer): number {
	return packet.readUInt32BE(8);
}

const payloadFeedback = 206;
const pictureLoss = 1;
const fullIntraRequest = 4;

/** Whether a compound RTCP packet asks a video sender for a key frame. */
export function asksForKeyFrame(packet: Buffer): boolean {
	for (let offset = 0; offset + 4 <= packet.length; offset += 4 * (packet.readUInt16BE(offset + 2) + 1)) {
		const format = packet.readUInt8(offset) & 0x1f;
		const type = packet.readUInt8(offset + 1);
		if (type === payloadFeedback && (format === pictureLoss || format === fullIntraRequest)) return true;
	}
	return false;
}
