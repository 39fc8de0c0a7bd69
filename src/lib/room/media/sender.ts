// Brings what this page sends in line with what it should send, one step after another.
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { NoticeData } from '#lib/protocol/notices.ts';
import { sources, type Source } from '#lib/protocol/values.ts';
import type { Request } from '../connection/connection.ts';
import { Refusal } from '../connection/refusal.ts';
import { sourcesToSend, type Wanted } from '../conduct/rights.ts';

/** What is used of a producer. */
export type Outgoing = {
	readonly id: string;
	readonly closed: boolean;
	readonly paused: boolean;
	readonly track: MediaStreamTrack | null;
	pause(): void;
	resume(): void;
	close(): void;
	replaceTrack(options: { track: MediaStreamTrack }): Promise<void>;
	on(event: 'transportclose', listener: () => void): unknown;
};
/** The way out: `Media`, and in tests something simpler. */
export type Outlet = {
	readonly closed: boolean;
	produce(source: Source, track: MediaStreamTrack): Promise<Outgoing>;
};
export type Tracks = Partial<Record<Source, MediaStreamTrack>>;
export type SendingInputs = { right: string | null; wanted: Wanted; tracks: Tracks; media: Outlet | null };

const nothing: SendingInputs = {
	right: null,
	wanted: { microphone: false, camera: false, screen: false, 'screen-audio': false },
	tracks: {},
	media: null
};

export type SenderEvents = {
	onChanged: (sent: Sent) => void;
	/** The room may have something that this page knows nothing of. */
	onConfused: () => void;
};

export type Sent = {
	/** The truth: what the room receives from this page now. */
	sources: Source[];
	/** What should be sent under the present right and could not be, and why. */
	faults: ReadonlyMap<Source, ErrorCode>;
};

export const nothingSent: Sent = { sources: [], faults: new Map() };

export class Sender {
	#request: Request;
	#events: SenderEvents;
	#sent = nothingSent;
	#inputs = nothing;
	#producers = new Map<Source, Outgoing>();
	/** The right under which the server closed a producer; it takes a new one to send again. */
	#spentRight: string | null = null;
	/** Sources that failed under the present inputs; they are not tried in a loop. */
	#failed = new Set<Source>();
	#running = false;
	#again = false;

	constructor(request: Request, events: SenderEvents) {
		this.#request = request;
		this.#events = events;
	}

	update(inputs: SendingInputs): void {
		if (inputs.right !== this.#inputs.right) {
			this.#spentRight = null;
			this.#setFaults(new Map());
		}
		if (inputs.media !== this.#inputs.media) this.#forget();
		this.#failed.clear();
		this.#inputs = inputs;
		void this.#run();
	}

	serverClosed({ producerId, reason }: NoticeData<'producer:closed'>): void {
		for (const [source, producer] of this.#producers) {
			if (producer.id !== producerId) continue;
			if (reason === 'failed') this.#failure(source, 'media_failed');
			else this.#spentRight = this.#inputs.right;
			this.#close(source, producer);
		}
		void this.#run();
	}

	/**
	 * After an interruption: what the room no longer has is made anew, what only the room has is closed there. What
	 * both have is on or off as it is here: that may have been said while nobody heard it. Only a microphone that an
	 * officer closed meanwhile (`muted`) is closed here, too.
	 */
	async reconcile(producerIds: readonly string[], { muted } = { muted: false }): Promise<void> {
		const own = [...this.#producers];
		if (muted) this.#mute();
		for (const [source, producer] of own) {
			if (!producerIds.includes(producer.id)) this.#close(source, producer);
		}
		const strays = producerIds.filter((id) => !own.some(([, producer]) => producer.id === id));
		try {
			await Promise.all([
				...strays.map((producerId) => this.#request('producer:close', { producerId })),
				...[...this.#producers.values()].map((producer) => this.#restate(producer))
			]);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
		void this.#run();
	}

	#mute(): void {
		this.#inputs = { ...this.#inputs, wanted: { ...this.#inputs.wanted, microphone: false } };
		this.#producers.get('microphone')?.pause();
	}

	close(): void {
		this.#inputs = nothing;
		this.#forget();
	}

	async #run(): Promise<void> {
		this.#again = true;
		if (this.#running) return;
		this.#running = true;
		try {
			while (this.#again) {
				this.#again = false;
				for (const source of sources) await this.#align(source);
			}
		} finally {
			this.#running = false;
		}
	}

	async #align(source: Source): Promise<void> {
		const { media, tracks, right } = this.#inputs;
		const producer = this.#producers.get(source);
		const track = tracks[source];
		if (!media || media.closed) return;
		try {
			if (!this.#targets().includes(source) || !track) await this.#quiet(source, producer);
			else if (!producer) await this.#produce(source, track, media);
			else await this.#revive(producer, track);
		} catch (error) {
			this.#explain(source, error, right);
		}
		this.#tell();
	}

	#targets(): Source[] {
		const { right, wanted } = this.#inputs;
		const usable = right === this.#spentRight ? null : right;
		return sourcesToSend(usable, wanted).filter((source) => !this.#failed.has(source));
	}

	async #produce(source: Source, track: MediaStreamTrack, media: Outlet): Promise<void> {
		const producer = await media.produce(source, track);
		// Meanwhile everything was rebuilt, or the floor ended: the next round decides again.
		if (media !== this.#inputs.media) return producer.close();
		this.#producers.set(source, producer);
		producer.on('transportclose', () => this.#close(source, producer));
		const faults = new Map(this.#sent.faults);
		faults.delete(source);
		this.#setFaults(faults);
		this.#again = true;
	}

	/** Paused with the right, so that going on costs nobody a new picture; closed without it. */
	async #quiet(source: Source, producer: Outgoing | undefined): Promise<void> {
		if (!producer) return;
		const screen = source === 'screen' || source === 'screen-audio';
		if (this.#inputs.right === null || screen || producer.closed) {
			this.#close(source, producer);
			await this.#closeThere(producer.id);
		} else if (!producer.paused) {
			producer.pause();
			await this.#request('producer:pause', { producerId: producer.id });
		}
	}

	/** The room closes first what a page may no longer send: then both have done the same. */
	async #closeThere(producerId: string): Promise<void> {
		try {
			await this.#request('producer:close', { producerId });
		} catch (error) {
			if (!(error instanceof Refusal) || error.code !== 'not_found') throw error;
		}
	}

	async #revive(producer: Outgoing, track: MediaStreamTrack): Promise<void> {
		if (producer.track !== track) await producer.replaceTrack({ track });
		if (!producer.paused) return;
		// The room first: a microphone counts as open only when others can hear it.
		await this.#request('producer:resume', { producerId: producer.id });
		if (!producer.closed) producer.resume();
	}

	async #restate(producer: Outgoing): Promise<void> {
		const { id: producerId, paused } = producer;
		try {
			await this.#request(paused ? 'producer:pause' : 'producer:resume', { producerId });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			// Others may not receive it: the next round opens it again, or says why it cannot.
			if (!producer.closed) producer.pause();
		}
	}

	/** `right`: the one under which it was tried; meanwhile another may have been given. */
	#explain(source: Source, error: unknown, right: string | null): void {
		if (!(error instanceof Refusal)) {
			// The transport went away under the work; what comes next is told by its own events.
			if (this.#inputs.media?.closed ?? true) return;
			this.#failure(source, 'media_failed');
			throw error;
		}
		// The floor ended, or the line broke, while this was on its way: the next update decides.
		const producer = this.#producers.get(source);
		if (error.code === 'floor_required') this.#spentRight = right;
		else if (error.code === 'not_found' && producer) this.#close(source, producer);
		else if (error.code === 'timeout' || error.code === 'conflict') this.#events.onConfused();
		else if (error.code === 'unavailable') return;
		else this.#failure(source, error.code === 'not_found' ? 'media_failed' : error.code);
	}

	#failure(source: Source, code: ErrorCode): void {
		this.#failed.add(source);
		this.#setFaults(new Map([...this.#sent.faults, [source, code]]));
	}

	#setFaults(faults: Sent['faults']): void {
		if ([...faults].join() === [...this.#sent.faults].join()) return;
		this.#sent = { ...this.#sent, faults };
		this.#events.onChanged(this.#sent);
	}

	#close(source: Source, producer: Outgoing): void {
		if (this.#producers.get(source) === producer) this.#producers.delete(source);
		producer.close();
		this.#tell();
	}

	#forget(): void {
		for (const [source, producer] of this.#producers) this.#close(source, producer);
	}

	#tell(): void {
		const live = sources.filter((source) => {
			const producer = this.#producers.get(source);
			return producer && !producer.closed && !producer.paused;
		});
		if (live.join() === this.#sent.sources.join()) return;
		this.#sent = { ...this.#sent, sources: live };
		this.#events.onChanged(this.#sent);
	}
}
