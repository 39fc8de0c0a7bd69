// Pictures and sounds that arrive, and whether the browser lets sound play.
import type { RemoteTrack } from './media.ts';
import { Watching } from './watching.ts';

type Options = {
	/** Tells the room that a consumer is wanted, or not. */
	want: (consumerId: string, wanted: boolean) => void;
	onFirstFrame: () => void;
};
type Play = () => Promise<void>;

export class RemoteMedia {
	tracks = $state.raw<RemoteTrack[]>([]);
	/** The browser refused to play sound without a click. */
	soundBlocked = $state(false);
	sounds = $derived(this.tracks.filter(({ track }) => track.kind === 'audio'));

	readonly watching: Watching;
	#onFirstFrame: () => void;
	#sawFrame = false;
	#players: Play[] = [];

	constructor({ want, onFirstFrame }: Options) {
		this.watching = new Watching(want);
		this.#onFirstFrame = onFirstFrame;
	}

	find(producerId: string | null): RemoteTrack | undefined {
		return this.tracks.find((remote) => remote.producerId === producerId);
	}

	set(tracks: RemoteTrack[]): void {
		this.tracks = tracks;
		this.watching.set(tracks);
	}

	/** A player that may have to wait for a click. Returns the function that takes it out again. */
	addPlayer(play: Play): () => void {
		this.#players.push(play);
		void this.#play(play);
		return () => {
			this.#players = this.#players.filter((other) => other !== play);
		};
	}

	/** After the click. */
	async unblockSound(): Promise<void> {
		this.soundBlocked = false;
		await Promise.all(this.#players.map((play) => this.#play(play)));
	}

	sawFrame(): void {
		if (this.#sawFrame) return;
		this.#sawFrame = true;
		this.#onFirstFrame();
	}

	close(): void {
		this.tracks = [];
		this.#players = [];
		this.watching.close();
	}

	async #play(play: Play): Promise<void> {
		try {
			await play();
		} catch (error) {
			if (!(error instanceof DOMException)) throw error;
			if (error.name === 'NotAllowedError') this.soundBlocked = true;
			// An element that was taken away while it started has nothing to say.
			else if (error.name !== 'AbortError') throw error;
		}
	}
}
