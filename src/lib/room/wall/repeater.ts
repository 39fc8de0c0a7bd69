// Work that is done again and again while somebody wants it: never twice at a time, and scattered at the beginning, so
// that 253 pages that were asked in the same moment do not answer in the same moment.

/** Seconds within which the first round comes. */
const soon = 3;

export class Repeater {
	readonly #work: () => Promise<void>;
	readonly #random: () => number;
	#every: number | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running = false;

	constructor(work: () => Promise<void>, random: () => number = Math.random) {
		this.#work = work;
		this.#random = random;
	}

	/** Seconds from one round to the next; null: no more. */
	want(every: number | null): void {
		if (every === this.#every) return;
		const idle = this.#every === null;
		this.#every = every;
		if (every === null) this.close();
		else if (idle) this.#plan(this.#random() * Math.min(every, soon));
	}

	close(): void {
		this.#every = null;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#plan(seconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => void this.#round().catch((error: unknown) => reportError(error)),
			seconds * 1000
		);
	}

	async #round(): Promise<void> {
		const every = this.#every;
		// A round that is still running when it is wanted anew is as good as a new one.
		if (every === null) return;
		try {
			if (!this.#running) {
				this.#running = true;
				await this.#work().finally(() => (this.#running = false));
			}
		} finally {
			// A round that failed is not the last one.
			if (this.#every !== null) this.#plan(this.#every);
		}
	}
}
