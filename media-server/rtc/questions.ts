// Questions to a media worker that can wait, such as how each page's line does: so many at a time. A worker with more
// to send than it can answers slowly, and what matters must not wait behind hundreds of them.

const together = 8;

export class Questions {
	#asked = 0;
	readonly #waiting: (() => void)[] = [];

	/** In the order in which they came; answers what the question answers. */
	async ask<T>(question: () => Promise<T>): Promise<T> {
		if (this.#asked < together) this.#asked++;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await question();
		} finally {
			// The place goes on to the next in line.
			const next = this.#waiting.shift();
			if (next) next();
			else this.#asked--;
		}
	}
}
