// The page's media with the room: one transport to receive, one to send, what runs over them, and their repair.
import type { types as mediasoup } from 'mediasoup-client';
import * as v from 'valibot';
import { commands, type CommandData } from '#lib/protocol/commands.ts';
import type { ConsumerOptions } from '#lib/protocol/media.ts';
import { source as sourceShape, type Source } from '#lib/protocol/values.ts';
import type { Request } from '../connection/connection.ts';
import { sendingOptions } from './encodings.ts';
import { fetchLibrary } from '../connection/fetch-library.ts';
import { Refusal } from '../connection/refusal.ts';
import { TransportKeeper } from './transport-keeper.ts';

export type RemoteTrack = {
	consumerId: string;
	producerId: string;
	siteId: string;
	connectionId: string;
	source: Source;
	track: MediaStreamTrack;
	/** The other side paused it. */
	paused: boolean;
};

export type MediaEvents = {
	/** The whole list, whenever it changed. */
	onRemoteTracks: (tracks: RemoteTrack[]) => void;
	onState: (direction: 'send' | 'receive', state: mediasoup.ConnectionState) => void;
	/** Transports could not be repaired: everything must be built anew. */
	onBroken: () => void;
};

type Joined = Pick<CommandData<'room:join'>, 'routerRtpCapabilities' | 'iceServers'>;
type Consumer = mediasoup.Consumer;
type Producer = mediasoup.Producer;

/** Brought only by those who enter a room; called ahead, it comes while the seat is taken. */
export const fetchMediaLibrary = () => fetchLibrary(import('mediasoup-client'));

export class Media {
	#device: mediasoup.Device;
	#request: Request;
	#events: MediaEvents;
	#iceServers: Joined['iceServers'];
	#receive: TransportKeeper | undefined;
	#send: Promise<TransportKeeper> | undefined;
	#consumers = new Map<string, { consumer: Consumer; remote: RemoteTrack }>();
	/** Consumers under way. */
	#offers = new Map<string, ConsumerOptions>();
	#closed = false;

	private constructor(
		device: mediasoup.Device,
		request: Request,
		events: MediaEvents,
		iceServers: Joined['iceServers']
	) {
		this.#device = device;
		this.#request = request;
		this.#events = events;
		this.#iceServers = iceServers;
	}

	/** Null: a browser that the library does not know. It can follow the agenda, but neither see nor hear. */
	static async load(request: Request, joined: Joined, events: MediaEvents): Promise<Media | null> {
		const { Device } = await fetchMediaLibrary();
		const device = await makeDevice(Device);
		if (!device) return null;
		await device.load({ routerRtpCapabilities: joined.routerRtpCapabilities });
		return new Media(device, request, events, joined.iceServers);
	}

	get closed(): boolean {
		return this.#closed;
	}

	/** Asks for the stage. The first offers may come before the answer. Throws a `Refusal`. */
	async watchStage(): Promise<void> {
		const options = await this.#request('transport:create', { direction: 'receive' });
		if (this.#closed) throw new Refusal('unavailable');
		const transport = this.#device.createRecvTransport({ ...options, iceServers: this.#iceServers });
		this.#receive = this.#keep(transport);
		const message = v.parse(commands['stage:watch'].message, {
			transportId: transport.id,
			rtpCapabilities: this.#device.recvRtpCapabilities
		});
		await this.#request('stage:watch', message);
	}

	/** The server offers a picture or a sound. It is born paused; `resume` asks for the first key frame. */
	async add(options: ConsumerOptions): Promise<void> {
		const { id } = options;
		const transport = this.#receive?.transport;
		if (this.#closed || !transport || this.#consumers.has(id) || this.#offers.has(id)) return;
		this.#offers.set(id, options);
		const consumer = await this.#consume(transport, options);
		const offer = this.#offers.get(id);
		this.#offers.delete(id);
		if (!consumer) return;
		// Withdrawn while it was being made.
		if (this.#closed || !offer) return consumer.close();
		const { producerId, siteId, connectionId, source, producerPaused: paused } = offer;
		const { track } = consumer;
		const remote = { consumerId: id, producerId, siteId, connectionId, source, track, paused };
		this.#consumers.set(id, { consumer, remote });
		consumer.on('transportclose', () => this.remove(id));
		this.#tell();
	}

	remove(consumerId: string): void {
		this.#offers.delete(consumerId);
		const found = this.#consumers.get(consumerId);
		if (!found) return;
		this.#consumers.delete(consumerId);
		found.consumer.close();
		this.#tell();
	}

	markPaused(consumerId: string, paused: boolean): void {
		const offer = this.#offers.get(consumerId);
		if (offer) this.#offers.set(consumerId, { ...offer, producerPaused: paused });
		const found = this.#consumers.get(consumerId);
		if (!found || found.remote.paused === paused) return;
		found.remote = { ...found.remote, paused };
		this.#tell();
	}

	/** After an interruption: what came and went meanwhile was told to nobody. */
	async reconcile(offered: ConsumerOptions[]): Promise<void> {
		const ids = new Set(offered.map(({ id }) => id));
		for (const id of [...this.#consumers.keys(), ...this.#offers.keys()]) if (!ids.has(id)) this.remove(id);
		for (const options of offered) this.markPaused(options.id, options.producerPaused);
		await Promise.all(offered.map((options) => this.add(options)));
	}

	/** Sends a track. The track stays the caller's: closing the producer does not stop it. Throws a `Refusal`. */
	async produce(source: Source, track: MediaStreamTrack): Promise<Producer> {
		this.#send ??= this.#openSend();
		let keeper: TransportKeeper;
		try {
			keeper = await this.#send;
		} catch (error) {
			this.#send = undefined;
			throw error;
		}
		const producer = await keeper.transport.produce({
			track,
			stopTracks: false,
			appData: { source },
			...sendingOptions(source)
		});
		if (this.#closed) {
			producer.close();
			throw new Refusal('unavailable');
		}
		return producer;
	}

	/** What the browser says of both ways. */
	async statistics(): Promise<RTCStatsReport[]> {
		const send = await this.#send?.catch(() => undefined);
		const keepers = [this.#receive, send].filter((keeper) => keeper !== undefined);
		const open = keepers.filter(({ transport }) => !transport.closed);
		return Promise.all(open.map(({ transport }) => transport.getStats()));
	}

	/** The socket is back on the same seat; a transport that suffered meanwhile is repaired. */
	async repair(): Promise<void> {
		this.#receive?.repair();
		const send = await this.#send?.catch(() => undefined);
		send?.repair();
	}

	close(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.#receive?.close();
		void this.#send?.then((keeper) => keeper.close()).catch(() => undefined);
		this.#consumers.clear();
		this.#events.onRemoteTracks([]);
	}

	/** Undefined when the transport did not live to see it. */
	async #consume(
		transport: mediasoup.Transport,
		{ id, producerId, kind, rtpParameters, connectionId, source }: ConsumerOptions
	): Promise<Consumer | undefined> {
		const screen = source === 'screen' || source === 'screen-audio';
		// Picture and sound of one device are played in step; its shared screen is another matter.
		const streamId = `${connectionId}-${screen ? 'screen' : 'person'}`;
		try {
			return await transport.consume({ id, producerId, kind, rtpParameters, streamId });
		} catch (error) {
			if (this.#closed || transport.closed) return undefined;
			if (!(error instanceof Refusal)) throw error;
			// The first offer connects the transport; without that nothing will ever arrive over it.
			this.#events.onBroken();
			return undefined;
		}
	}

	async #openSend(): Promise<TransportKeeper> {
		const options = await this.#request('transport:create', { direction: 'send' });
		if (this.#closed) throw new Refusal('unavailable');
		const transport = this.#device.createSendTransport({ ...options, iceServers: this.#iceServers });
		transport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
			const source = v.parse(sourceShape, appData.source);
			const message = v.parse(commands['producer:create'].message, {
				transportId: transport.id,
				kind,
				source,
				rtpParameters
			});
			this.#request('producer:create', message).then(({ producerId }) => done({ id: producerId }), fail);
		});
		return this.#keep(transport);
	}

	#keep(transport: mediasoup.Transport): TransportKeeper {
		const direction = transport.direction === 'send' ? 'send' : 'receive';
		return new TransportKeeper(transport, this.#request, {
			onState: (state) => {
				if (!this.#closed) this.#events.onState(direction, state);
			},
			onBroken: () => {
				if (!this.#closed) this.#events.onBroken();
			}
		});
	}

	#tell(): void {
		if (this.#closed) return;
		this.#events.onRemoteTracks([...this.#consumers.values()].map(({ remote }) => remote));
	}
}

async function makeDevice(Device: typeof mediasoup.Device): Promise<mediasoup.Device | null> {
	try {
		return await Device.factory();
	} catch (error) {
		if (error instanceof Error && error.name === 'UnsupportedError') return null;
		throw error;
	}
}
