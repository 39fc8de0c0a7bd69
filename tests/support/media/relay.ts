// A place of this process through which a far end's packets go to the media server and back, as far as they may.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { RemoteTransport } from './link.ts';

const loopback = '127.0.0.1';

export interface Relay {
	/** As the far end may see it: one candidate, this place. */
	remote: RemoteTransport;
	close(): void;
}

/** `passes`: whether a packet from or to this port of the far end gets through now. */
export async function relay(remote: RemoteTransport, passes: (port: number) => boolean): Promise<Relay> {
	const direct = remote.iceCandidates.find(({ protocol }) => protocol === 'udp');
	if (direct === undefined) throw new Error('the media server offers no candidate for UDP');
	const [outside, inside] = [createSocket('udp4'), createSocket('udp4')];
	outside.bind(0, loopback);
	inside.bind(0, loopback);
	await Promise.all([once(outside, 'listening'), once(inside, 'listening')]);
	let far: number | undefined;
	outside.on('message', (packet, { port }) => {
		if (!passes(port)) return;
		far = port;
		inside.send(packet, direct.port, direct.address);
	});
	inside.on('message', (packet) => {
		if (far !== undefined && passes(far)) outside.send(packet, far, loopback);
	});
	const here = { ...direct, address: loopback, port: outside.address().port };
	return {
		remote: { ...remote, iceCandidates: [here] },
		close() {
			outside.close();
			inside.close();
		}
	};
}
