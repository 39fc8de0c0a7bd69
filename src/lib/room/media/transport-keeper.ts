// Keeps one transport alive: the DTLS answer at its start, an ICE restart when its path breaks.
import type { types as mediasoup } from 'mediasoup-client';
import type { Request } from '../connection/connection.ts';
import { Refusal } from '../connection/refusal.ts';

/** Most interruptions heal by themselves within this time; a restart would only delay them. */
const patience = 2_500;
/** An ICE restart that has not brought the path back by then is tried again. */
const restartPatience = 6_000;
const restartLimit = 4;

export type KeeperEvents = {
	onState: (state: mediasoup.ConnectionState) => void;
	/** It could not be repaired. */
	onBroken: () => void;
};

export class TransportKeeper {
	readonly transport: mediasoup.Transport;
	#request: Request;
	#events: KeeperEvents;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#restarts = 0;
	#restarting = false;

	constructor(transport: mediasoup.Transport, request: Request, events: KeeperEvents) {
		this.transport = transport;
		this.#request = request;
		this.#events = events;
		transport.on('connect', ({ dtlsParameters }, done, fail) => {
			request('transport:connect', { transportId: transport.id, dtlsParameters }).then(() => done(), fail);
		});
		transport.on('connectionstatechange', (state) => this.#changed(state));
	}

	/** The signalling line was away; what it could not mend is mended now. */
	repair(): void {
		const { connectionState } = this.transport;
		if (connectionState === 'disconnected' || connectionState === 'failed') void this.#restart();
	}

	close(): void {
		clearTimeout(this.#timer);
		this.transport.close();
	}

	#changed(state: mediasoup.ConnectionState): void {
		this.#events.onState(state);
		clearTimeout(this.#timer);
		if (state === 'connected') this.#restarts = 0;
		if (state === 'disconnected') this.#timer = setTimeout(() => void this.#restart(), patience);
		if (state === 'failed') void this.#restart();
	}

	async #restart(): Promise<void> {
		if (this.#restarting || this.transport.closed) return;
		if (this.#restarts >= restartLimit) return this.#events.onBroken();
		this.#restarting = true;
		try {
			const { iceParameters } = await this.#request('transport:restart-ice', {
				transportId: this.transport.id
			});
			if (this.transport.closed) return;
			await this.transport.restartIce({ iceParameters });
			this.#tryLater();
		} catch (error) {
			if (this.transport.closed) return;
			if (!(error instanceof Refusal)) throw error;
			// A line that is up but slow may bring no join that would repair. Without a line nothing can be asked, and
			// `repair` comes with the next join. Any other answer means that the server no longer knows the transport.
			if (error.code === 'timeout') this.#tryLater();
			else if (error.code !== 'unavailable') this.#events.onBroken();
		} finally {
			this.#restarting = false;
		}
	}

	#tryLater(): void {
		this.#restarts++;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.repair(), restartPatience);
	}
}
