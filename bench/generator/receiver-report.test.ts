import { expect, test } from 'vitest';
import { countedBetween, receptions } from './receiver-report.ts';

function block(ssrc: number, lost: number, highest: number): Buffer {
	const bytes = Buffer.alloc(24);
	bytes.writeUInt32BE(ssrc, 0);
	bytes.writeIntBE(lost, 5, 3);
	bytes.writeUInt32BE(highest, 8);
	return bytes;
}

function reports(type: number, blocks: Buffer[], senderInfo = 0): Buffer {
	const body = Buffer.concat([Buffer.alloc(4 + senderInfo), ...blocks]);
	const head = Buffer.from([0x80 | blocks.length, type, 0, 0]);
	head.writeUInt16BE(body.length / 4, 2);
	return Buffer.concat([head, body]);
}

test('what came is read from receiver and sender reports of a compound packet', () => {
	const packet = Buffer.concat([
		reports(200, [block(7, 3, 1200)], 20),
		reports(206, []),
		reports(201, [block(8, 0, 70_000), block(9, -1, 1001)])
	]);
	expect(receptions(packet)).toEqual([
		[7, { lost: 3, highest: 1200 }],
		[8, { lost: 0, highest: 70_000 }],
		[9, { lost: -1, highest: 1001 }]
	]);
});

test('a packet that was cut off is no report', () => {
	expect(receptions(reports(201, [block(7, 3, 1200)]).subarray(0, 20))).toEqual([]);
	expect(receptions(Buffer.alloc(0))).toEqual([]);
});

test('what is lost at the end is not counted, though no report calls it lost', () => {
	const before = { highest: 1009, lost: 2 };
	expect(countedBetween(before, { highest: 1109, lost: 2 })).toBe(100);
	expect(countedBetween(before, { highest: 1109, lost: 12 })).toBe(90);
	expect(countedBetween(before, { highest: 1099, lost: 2 })).toBe(90);
	expect(countedBetween(before, before)).toBe(0);
});
