// Ports for ffmpeg to receive on: pairs (RTP even, RTCP the next one), leased so that no two parts get the same.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { captureAddress } from './sdp.ts';

const first = 50_000;
const last = 59_998;

export class PortPairs {
	readonly #leased = new Set<number>();
	// Two media servers on one machine should not try the same ports in the same order.
	#next = first + 2 * Math.floor((Math.random() * (last - first)) / 2);

	async lease(): Promise<number> {
		for (let tried = 0; tried < (last - first) / 2; tried++) {
			const port = this.#next;
			this.#next = port + 2 > last ? first : port + 2;
			if (this.#leased.has(port)) continue;
			this.#leased.add(port);
			if ((await isFree(port)) && (await isFree(port + 1))) return port;
			this.#leased.delete(port);
		}
		throw new Error('no port is free for a part of the recording');
	}

	release(port: number): void {
		this.#leased.delete(port);
	}
}

async function isFree(port: number): Promise<boolean> {
	const socket = createSocket('udp4');
	try {
		socket.bind({ port, address: captureAddress, exclusive: true });
		await once(socket, 'listening');
		return true;
	} catch {
		return false;
	} finally {
		socket.close();
	}
}
