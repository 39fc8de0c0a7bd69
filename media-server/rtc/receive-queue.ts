import { readFileSync } from 'node:fs';
import { absent } from './processor-time.ts';

/** What has come to a UDP socket and was not taken from it yet. */
export type ReceiveQueue = {
	/** As the kernel accounts for it: a small packet counts for more than its length. */
	bytes: number;
	/** Packets that found no room, since the socket was opened. */
	dropped: number;
};

/** Of the UDP sockets that the process sees on this port (proc_net_udp in proc(5)); undefined when there is none. */
export function receiveQueue(pid: number, port: number): ReceiveQueue | undefined {
	try {
		return queueOf(readFileSync(`/proc/${pid}/net/udp`, 'utf8'), port);
	} catch (cause) {
		if (absent(cause)) return undefined;
		throw cause;
	}
}

/** One line for each socket: `sl local_address rem_address st tx_queue:rx_queue …`, the last field are its drops. */
export function queueOf(table: string, port: number): ReceiveQueue | undefined {
	const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
	const found = table
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.filter(([, local]) => local?.endsWith(suffix));
	if (found.length === 0) return undefined;
	const bytes = found.reduce((sum, fields) => sum + parseInt(fields[4]?.split(':')[1] ?? '0', 16), 0);
	const dropped = found.reduce((sum, fields) => sum + Number(fields.at(-1)), 0);
	return { bytes, dropped };
}
