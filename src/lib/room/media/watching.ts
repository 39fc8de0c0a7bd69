// Which of the offered pictures and sounds the page wants now; the room is told of changes only.
import type { RemoteTrack } from './media.ts';

/** A glance at another tab must not cost a new key frame. */
const hiddenPatience = 2_000;

export class Watching {
	#want: (consumerId: string, wanted: boolean) => void;
	#tracks: RemoteTrack[] = [];
	/** How many places of the page show a producer's picture. */
	#shown = new Map<string, number>();
	/** What the room was last told, by consumer. */
	#told = new Map<string, boolean>();
	#pageVisible = true;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(want: (consumerId: string, wanted: boolean) => void) {
		this.#want = want;
	}

	set(tracks: RemoteTrack[]): void {
		this.#tracks = tracks;
		const ids = new Set(tracks.map(({ consumerId }) => consumerId));
		for (const id of this.#told.keys()) if (!ids.has(id)) this.#told.delete(id);
		this.#tell();
	}

	/** What was said while the line was broken may have been lost. */
	tellAgain(): void {
		this.#told.clear();
		this.#tell();
	}

	/** The page shows this producer's picture from now until the returned function is called. */
	show(producerId: string): () => void {
		this.#count(producerId, 1);
		this.#tell();
		let showing = true;
		return () => {
			if (!showing) return;
			showing = false;
			this.#count(producerId, -1);
			// A picture that moves from a small place to the large one is shown again at once.
			queueMicrotask(() => this.#tell());
		};
	}

	/** Nobody looks at a hidden page: its pictures are paused, its sound goes on. */
	pageVisible(visible: boolean): void {
		clearTimeout(this.#timer);
		const apply = () => {
			this.#pageVisible = visible;
			this.#tell();
		};
		if (visible) apply();
		else this.#timer = setTimeout(apply, hiddenPatience);
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#shown.clear();
		this.set([]);
	}

	#count(producerId: string, change: number): void {
		const count = (this.#shown.get(producerId) ?? 0) + change;
		if (count > 0) this.#shown.set(producerId, count);
		else this.#shown.delete(producerId);
	}

	#tell(): void {
		for (const { consumerId, producerId, track } of this.#tracks) {
			const wanted = track.kind === 'audio' || (this.#pageVisible && this.#shown.has(producerId));
			if ((this.#told.get(consumerId) ?? false) === wanted) continue;
			this.#told.set(consumerId, wanted);
			this.#want(consumerId, wanted);
		}
	}
}
