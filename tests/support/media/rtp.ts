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

const senderReport = 200;
const receiverReport = 201;
const payloadFeedback = 206;
const pictureLoss = 1;
const fullIntraRequest = 4;

export type Report = { ssrc: number; fractionLost: number; lost: number; highest: number };

/** What a receiver tells of the streams it gets (RFC 3550, 6.4.2). */
export function writeReceiverReport(reports: Report[]): Buffer {
	const packet = Buffer.alloc(8 + 24 * reports.length);
	packet.writeUInt8(0x80 | reports.length, 0);
	packet.writeUInt8(receiverReport, 1);
	packet.writeUInt16BE(packet.length / 4 - 1, 2);
	for (const [index, { ssrc, fractionLost, lost, highest }] of reports.entries()) {
		const offset = 8 + 24 * index;
		packet.writeUInt32BE(ssrc >>> 0, offset);
		packet.writeUInt8(Math.min(255, Math.round(fractionLost * 256)), offset + 4);
		packet.writeUIntBE(lost, offset + 5, 3);
		packet.writeUInt32BE(highest >>> 0, offset + 8);
	}
	return packet;
}

/** A receiver's plea for a key frame (RFC 4585, 6.3.1). */
export function writeKeyFrameRequest(ssrc: number): Buffer {
	const packet = Buffer.alloc(12);
	packet.writeUInt8(0x80 | pictureLoss, 0);
	packet.writeUInt8(payloadFeedback, 1);
	packet.writeUInt16BE(2, 2);
	packet.writeUInt32BE(ssrc >>> 0, 8);
	return packet;
}

/** The SSRCs of which a compound RTCP packet wants a key frame (RFC 4585, 5104). */
export function keyFrameRequests(packet: Buffer): number[] {
	const wanted: number[] = [];
	for (let offset = 0; offset + 12 <= packet.length;) {
		const length = 4 * (packet.readUInt16BE(offset + 2) + 1);
		const format = packet.readUInt8(offset) & 0x1f;
		if (packet.readUInt8(offset + 1) === payloadFeedback) {
			if (format === pictureLoss) wanted.push(packet.readUInt32BE(offset + 8));
			for (let entry = offset + 12; format === fullIntraRequest && entry < offset + length; entry += 8) {
				wanted.push(packet.readUInt32BE(entry));
			}
		}
		offset += length;
	}
	return wanted;
}

/** Ties a stream's timestamps to the wall clock, without which several sizes of a picture cannot be matched. */
export function writeSenderReport(report: { ssrc: number; timestamp: number; at: number }): Buffer {
	const secondsTo1970 = 2_208_988_800;
	const packet = Buffer.alloc(28);
	packet.writeUInt8(0x80, 0);
	packet.writeUInt8(senderReport, 1);
	packet.writeUInt16BE(6, 2);
	packet.writeUInt32BE(report.ssrc, 4);
	packet.writeUInt32BE(Math.floor(report.at / 1000) + secondsTo1970, 8);
	packet.writeUInt32BE(Math.floor(((report.at % 1000) / 1000) * 2 ** 32), 12);
	packet.writeUInt32BE(report.timestamp >>> 0, 16);
	return packet;
}

/** The width of a VP8 picture whose key frame begins in this packet. */
export function keyFrameWidth(packet: Buffer): number | undefined {
	const payload = packet.subarray(headerLength(packet));
	const startsFrame = ((payload[0] ?? 0) & 0x10) !== 0;
	const frame = payload.subarray(descriptorLength(payload));
	const isKeyFrame = ((frame[0] ?? 1) & 1) === 0;
	return startsFrame && isKeyFrame && frame.length >= 10 ? frame.readUInt16LE(6) & 0x3fff : undefined;
}

/** Bytes before the payload. */
export function headerLength(packet: Buffer): number {
	const first = packet.readUInt8(0);
	const header = 12 + 4 * (first & 0x0f);
	const extension = (first & 0x10) === 0 ? 0 : 4 + 4 * packet.readUInt16BE(header + 2);
	return header + extension;
}

/** RFC 7741, 4.2. */
function descriptorLength(payload: Buffer): number {
	if (((payload[0] ?? 0) & 0x80) === 0) return 1;
	const extended = payload[1] ?? 0;
	const pictureId = (extended & 0x80) === 0 ? 0 : ((payload[2] ?? 0) & 0x80) === 0 ? 1 : 2;
	const level = (extended & 0x40) === 0 ? 0 : 1;
	const layer = (extended & 0x30) === 0 ? 0 : 1;
	return 2 + pictureId + level + layer;
}
