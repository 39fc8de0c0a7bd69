// The kernel gives a socket less buffer than it was asked for, and says nothing. With the default, 250 sites that
// send in the same millisecond lose a quarter of their packets.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { platform } from 'node:os';

export const wantedBuffer = 4 * 1024 * 1024;

/** What every UDP socket of a worker asks for. TCP is left to the kernel, which sizes each connection by its line. */
export const buffers = { recvBufferSize: wantedBuffer, sendBufferSize: wantedBuffer };

export type BufferShortage = { setting: string; has: number; wanted: number; remedy: string };
type Granted = { receive: number; send: number };

/** What the kernel does not grant, and what helps; empty when all is well. */
export async function bufferShortages(
	probe: () => Promise<Granted> = grantedBuffers
): Promise<BufferShortage[]> {
	const { receive, send } = await probe();
	return Object.entries({ 'net.core.rmem_max': receive, 'net.core.wmem_max': send })
		.filter(([, has]) => has < wantedBuffer)
		.map(([setting, has]) => ({
			setting,
			has,
			wanted: wantedBuffer,
			remedy: `sysctl -w ${setting}=${wantedBuffer}`
		}));
}

/** Asks as a worker does and looks at what came of it. */
export async function grantedBuffers(): Promise<Granted> {
	const socket = createSocket({ type: 'udp4', ...buffers });
	try {
		socket.bind(0, '127.0.0.1');
		await once(socket, 'listening');
		// Linux answers twice what it grants, the other half being for its own books.
		const share = platform() === 'linux' ? 2 : 1;
		return { receive: socket.getRecvBufferSize() / share, send: socket.getSendBufferSize() / share };
	} finally {
		socket.close();
	}
}
