// A network that lets nothing but TCP through. The far end speaks UDP to a port of this process; every packet goes on
// over one TCP connection to the media server, framed as RFC 4571 has it, and back the same way.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { RemoteTransport } from './link.ts';

const loopback = '127.0.0.1';

export interface TcpOnly {
	/** As the far end may see it: one candidate, this process. */
	remote: RemoteTransport;
	/** Packets that went through, there and back. */
	carried(): { there: number; back: number };
	close(): void;
}

export async function tcpOnly(remote: RemoteTransport): Promise<TcpOnly> {
	const passive = remote.iceCandidates.find(({ protocol }) => protocol === 'tcp');
	if (passive === undefined) throw new Error('the media server offers no candidate for TCP');
	const socket = createSocket('udp4');
	socket.bind(0, loopback);
	const line = connect({ host: passive.address, port: passive.port, noDelay: true });
	await Promise.all([once(socket, 'listening'), once(line, 'connect')]);
	const carried = { there: 0, back: 0 };
	let far: number | undefined;
	socket.on('message', (packet, { port }) => {
		far = port;
		carried.there++;
		const size = Buffer.alloc(2);
		size.writeUInt16BE(packet.length);
		line.write(Buffer.concat([size, packet]));
	});
	let waiting: Buffer = Buffer.alloc(0);
	line.on('data', (data: Buffer) => {
		waiting = Buffer.concat([waiting, data]);
		while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
			const end = 2 + waiting.readUInt16BE(0);
			carried.back++;
			if (far !== undefined) socket.send(waiting.subarray(2, end), far, loopback);
			waiting = waiting.subarray(end);
		}
	});
	// The media server closes it when the transport is closed.
	line.on('error', () => line.destroy());
	const candidate = { ...passive, protocol: 'udp' as const, address: loopback, port: socket.address().port };
	return {
		remote: { ...remote, iceCandidates: [candidate] },
		carried: () => ({ ...carried }),
		close() {
			line.destroy();
			socket.close();
		}
	};
}
