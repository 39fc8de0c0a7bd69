// What a server says about the packets that it counted (RFC 3550, 6.4).

const senderReport = 200;
const receiverReport = 201;
const blockLength = 24;

/** `highest`: the highest sequence number that came, rounds of 65,536 included; `lost`: so far, below it. */
export type Reception = { highest: number; lost: number };

/** By SSRC, of all report blocks in a compound packet. Duplicates can make the loss negative. */
export function receptions(packet: Buffer): [ssrc: number, reception: Reception][] {
	const found: [number, Reception][] = [];
	for (let offset = 0; offset + 8 <= packet.length;) {
		const length = 4 * (packet.readUInt16BE(offset + 2) + 1);
		const type = packet.readUInt8(offset + 1);
		const first = type === receiverReport ? 8 : type === senderReport ? 28 : length;
		const blocks = type === receiverReport || type === senderReport ? packet.readUInt8(offset) & 0x1f : 0;
		for (let block = 0; block < blocks; block++) {
			const at = offset + first + block * blockLength;
			if (at + blockLength > packet.length) continue;
			const [lost, highest] = [packet.readIntBE(at + 5, 3), packet.readUInt32BE(at + 8)];
			found.push([packet.readUInt32BE(at), { highest, lost }]);
		}
		offset += length;
	}
	return found;
}

/** Packets that came between two reports. */
export function countedBetween(before: Reception, after: Reception): number {
	return after.highest - before.highest - (after.lost - before.lost);
}
