// Viewers of a Janus mountpoint (its streaming plugin), over one websocket.
import { PeerConnection, type Track } from 'node-datachannel';
import * as v from 'valibot';
import { isRtcp } from '../../tests/support/media/rtp.ts';

const patience = 60_000;
const keepAliveEvery = 25_000;

const message = v.object({
	janus: v.string(),
	transaction: v.optional(v.string()),
	sender: v.optional(v.number()),
	data: v.optional(v.object({ id: v.number() })),
	jsep: v.optional(v.object({ type: v.string(), sdp: v.string() })),
	plugindata: v.optional(v.object({ data: v.record(v.string(), v.unknown()) })),
	error: v.optional(v.object({ reason: v.string() }))
});
type Message = v.InferOutput<typeof message>;

export class Viewer {
	readonly #peer = new PeerConnection('viewer', { iceServers: [], disableAutoNegotiation: true });
	/** Kept, or the binding would free them. */
	readonly #tracks: Track[] = [];
	packets = 0;
	bytes = 0;
	notices = 0;
	noticeBytes = 0;
	packetsBefore = 0;

	answer(offer: string): Promise<string> {
		const peer = this.#peer;
		peer.onTrack((track) => {
			this.#tracks.push(track);
			track.onMessage((packet) => this.#count(packet));
		});
		return new Promise((resolve) => {
			peer.onGatheringStateChange((state) => {
				const description = peer.localDescription();
				if (state === 'complete' && description?.type === 'answer') resolve(description.sdp);
			});
			peer.setRemoteDescription(offer, 'offer');
			peer.setLocalDescription('answer');
		});
	}

	close(): void {
		for (const track of this.#tracks) track.close();
		this.#peer.close();
	}

	#count(packet: Buffer): void {
		if (isRtcp(packet)) return;
		this.packets++;
		this.bytes += packet.length;
	}
}

export class JanusLine {
	readonly #socket: WebSocket;
	readonly #listeners = new Set<(said: Message) => void>();
	#keepAlive: NodeJS.Timeout | undefined;
	#session = 0;
	#transactions = 0;

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.addEventListener('message', ({ data }) => {
			const said = v.parse(message, JSON.parse(String(data)));
			for (const listener of [...this.#listeners]) listener(said);
		});
	}

	static async open(url: string): Promise<JanusLine> {
		const socket = new WebSocket(url, 'janus-protocol');
		await new Promise<void>((resolve, reject) => {
			socket.addEventListener('open', () => resolve());
			socket.addEventListener('error', () => reject(new Error(`Janus does not answer at ${url}`)));
		});
		const line = new JanusLine(socket);
		line.#session = (await line.ask({ janus: 'create' })).data?.id ?? 0;
		line.#keepAlive = setInterval(() => void line.ask({ janus: 'keepalive' }), keepAliveEvery);
		return line;
	}

	/** The first answer that is more than "heard"; throws what Janus refuses. */
	async ask(
		words: Record<string, unknown>,
		wanted = (said: Message) => said.janus !== 'ack' || isKept(words)
	) {
		const transaction = String(this.#transactions++);
		const answer = this.#heard((said) => said.transaction === transaction && wanted(said));
		const session = this.#session === 0 ? {} : { session_id: this.#session };
		this.#socket.send(JSON.stringify({ ...words, ...session, transaction }));
		const said = await answer;
		const refused = said.error?.reason ?? said.plugindata?.data.error;
		if (refused !== undefined) throw new Error(`Janus: ${String(refused)}`);
		return said;
	}

	async attach(): Promise<number> {
		const { data } = await this.ask({ janus: 'attach', plugin: 'janus.plugin.streaming' });
		return data?.id ?? 0;
	}

	async watch(mountpoint: number): Promise<Viewer> {
		const handle = await this.attach();
		const offered = await this.#say(handle, { request: 'watch', id: mountpoint });
		if (offered.jsep === undefined) throw new Error('Janus made no offer');
		const viewer = new Viewer();
		const up = this.#heard((said) => said.janus === 'webrtcup' && said.sender === handle);
		const sdp = await viewer.answer(offered.jsep.sdp);
		await this.#say(handle, { request: 'start' }, { jsep: { type: 'answer', sdp } });
		await up;
		return viewer;
	}

	close(): void {
		clearInterval(this.#keepAlive);
		this.#socket.close();
	}

	#say(handle: number, body: object, more: object = {}): Promise<Message> {
		return this.ask({ janus: 'message', handle_id: handle, body, ...more });
	}

	#heard(matches: (said: Message) => boolean): Promise<Message> {
		return new Promise((resolve, reject) => {
			const late = setTimeout(() => {
				this.#listeners.delete(listen);
				reject(new Error(`Janus was silent for ${patience} ms`));
			}, patience);
			const listen = (said: Message) => {
				if (!matches(said)) return;
				clearTimeout(late);
				this.#listeners.delete(listen);
				resolve(said);
			};
			this.#listeners.add(listen);
		});
	}
}

/** Of these "heard" is the whole answer. */
function isKept({ janus }: Record<string, unknown>): boolean {
	return janus === 'keepalive';
}
