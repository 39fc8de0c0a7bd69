import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { queueOf, receiveQueue } from './receive-queue.ts';

const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  111: 0100007F:AD9C 00000000:0000 07 00000000:00012C00 00:00000000 00000000     0        0 1001 2 0000000000000000 7
  222: 00000000:AD9C 00000000:0000 07 00000000:00000100 00:00000000 00000000     0        0 1002 2 0000000000000000 1
  333: 0100007F:0035 00000000:AD9C 07 00000000:0000FFFF 00:00000000 00000000   101        0 1003 2 0000000000000000 0
`;

test('is summed over the sockets of its port', () => {
	expect(queueOf(table, 0xad9c)).toEqual({ bytes: 0x12c00 + 0x100, dropped: 8 });
	expect(queueOf(table, 53)).toEqual({ bytes: 0xffff, dropped: 0 });
	expect(queueOf(table, 5353)).toBeUndefined();
});

test('is found for a socket of this process, and for none of a process that is gone', async () => {
	const socket = createSocket('udp4');
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	const { port } = socket.address();
	expect(receiveQueue(process.pid, port)).toEqual({ bytes: 0, dropped: 0 });
	expect(receiveQueue(2 ** 30, port)).toBeUndefined();
	socket.close();
});
