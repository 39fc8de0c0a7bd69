// What a server says about packets that it missed (RFC 3550, 6.4).

const senderReport = 200;
const receiverReport = 201;
const blockLength = 24;

/** Packets lost so far, by SSRC, of all report blocks in a compound packet. Duplicates can make it negative. */
export function packetsLost(packet: Buffer): [ssrc: number, lost: number][] {
	const found: [number, number][] = [];
	for (let offset = 0; offset + 8 <= packet.length;) {
		const length = 4 * (packet.readUInt16BE(offset + 2) + 1);
		const type = packet.readUInt8(offset + 1);
		const first = type === receiverReport ? 8 : type === senderReport ? 28 : length;
		const blocks = type === receiverReport || type === senderReport ? packet.readUInt8(offset) & 0x1f : 0;
		for (let block = 0; block < blocks; block++) {
			const at = offset + first + block * blockLength;
			if (at + blockLength <= packet.length)
				found.push([packet.readUInt32BE(at), packet.readIntBE(at + 5, 3)]);
		}
		offset += length;
	}
	return found;
}
