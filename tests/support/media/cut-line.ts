// The line between sites and the media server, signalling and media alike, which a test can cut and mend.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { RemoteTransport } from './link.ts';
import { relay, type Relay } from './relay.ts';

const loopback = '127.0.0.1';

export class CutLine {
	readonly #port: number;
	readonly #server: Server;
	readonly #sockets = new Set<Socket>();
	readonly #relays: Relay[] = [];
	/** `silent`: as a pulled cable, nobody is told. `refused`: as a router that is gone, everybody is. */
	#state: 'whole' | 'silent' | 'refused' = 'whole';

	private constructor(port: number) {
		this.#port = port;
		this.#server = createServer({ pauseOnConnect: true }, (near) => this.#carry(near));
	}

	/** To the signalling port of the media server. */
	static async open(port: number): Promise<CutLine> {
		const line = new CutLine(port);
		line.#server.listen(0, loopback);
		await once(line.#server, 'listening');
		return line;
	}

	get origin(): string {
		const address: AddressInfo | string | null = this.#server.address();
		if (address === null || typeof address === 'string') throw new Error('the line has no port');
		return `http://${loopback}:${address.port}`;
	}

	/** For `Seat.route`: media goes over this line, too. */
	readonly route = async (remote: RemoteTransport): Promise<RemoteTransport> => {
		const one = await relay(remote, () => this.#state === 'whole');
		this.#relays.push(one);
		return one.remote;
	};

	/** What TCP has taken on comes when the line is whole again; packets are lost. */
	cut(): void {
		this.#state = 'silent';
		for (const socket of this.#sockets) socket.pause();
	}

	sever(): void {
		this.#state = 'refused';
		for (const socket of this.#sockets) socket.destroy();
	}

	mend(): void {
		this.#state = 'whole';
		for (const socket of this.#sockets) socket.resume();
	}

	close(): void {
		this.sever();
		this.#server.close();
		for (const one of this.#relays) one.close();
	}

	#carry(near: Socket): void {
		if (this.#state === 'refused') {
			near.destroy();
			return;
		}
		const far = connect(this.#port, loopback);
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			this.#sockets.add(from);
			from.on('data', (data) => to.write(data));
			from.on('end', () => to.end());
			// The other end is gone without a word.
			from.on('error', () => to.destroy());
			from.on('close', () => this.#sockets.delete(from));
			if (this.#state === 'whole') from.resume();
			else from.pause();
		}
	}
}
