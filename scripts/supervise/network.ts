import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Reserved for documentation (RFC 5737): asking for the way there sends nothing. */
const somewhereOutside = '192.0.2.1';

/** Whether a TCP server can listen there now. */
export async function isFree(port: number, host: string): Promise<boolean> {
	const server = createServer();
	try {
		server.listen(port, host);
		await once(server, 'listening');
		return true;
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') return false;
		throw cause;
	} finally {
		server.close();
	}
}

/** The first port from `from` on where `count` in a row are free, for UDP, too, when media goes there. */
export async function freePorts(from: number, count: number, host: string, udp = false): Promise<number> {
	for (let first = from; first + count <= 65_536; first++) {
		const ports = Array.from({ length: count }, (_, index) => first + index);
		const free = await Promise.all(
			ports.map(async (port) => (await isFree(port, host)) && (!udp || (await isFreeUdp(port, host))))
		);
		if (free.every(Boolean)) return first;
	}
	throw new Error(`no ${count} free ports from ${from} on`);
}

async function isFreeUdp(port: number, host: string): Promise<boolean> {
	const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
	try {
		socket.bind({ port, address: host, exclusive: true });
		await once(socket, 'listening');
		return true;
	} catch {
		return false;
	} finally {
		socket.close();
	}
}

/** This machine's addresses on its networks, loopback left out. */
export function networkAddresses(): string[] {
	return Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
		.map(({ address }) => address);
}

/** The address that other machines of the network reach us at: the one on the way outside, else the first. */
export async function mainAddress(): Promise<string | undefined> {
	const socket = createSocket('udp4');
	try {
		socket.connect(9, somewhereOutside);
		await once(socket, 'connect');
		return socket.address().address;
	} catch {
		return networkAddresses().find((address) => !address.includes(':'));
	} finally {
		socket.close();
	}
}
