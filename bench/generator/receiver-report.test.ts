import { expect, test } from 'vitest';
import { packetsLost } from './receiver-report.ts';

function block(ssrc: number, lost: number): Buffer {
	const bytes = Buffer.alloc(24);
	bytes.writeUInt32BE(ssrc, 0);
	bytes.writeIntBE(lost, 5, 3);
	return bytes;
}

function reports(type: number, blocks: Buffer[], senderInfo = 0): Buffer {
	const body = Buffer.concat([Buffer.alloc(4 + senderInfo), ...blocks]);
	const head = Buffer.from([0x80 | blocks.length, type, 0, 0]);
	head.writeUInt16BE(body.length / 4, 2);
	return Buffer.concat([head, body]);
}

test('losses are read from receiver and sender reports of a compound packet', () => {
	const packet = Buffer.concat([
		reports(200, [block(7, 3)], 20),
		reports(206, []),
		reports(201, [block(8, 0), block(9, -1)])
	]);
	expect(packetsLost(packet)).toEqual([
		[7, 3],
		[8, 0],
		[9, -1]
	]);
});

test('a packet that was cut off is no report', () => {
	expect(packetsLost(reports(201, [block(7, 3)]).subarray(0, 20))).toEqual([]);
	expect(packetsLost(Buffer.alloc(0))).toEqual([]);
});
