// Pages that begin to watch a picture need a key frame each. They are let in together, so that one serves them all:
// the sender is a weak PC, and a key frame costs it as much as a second of the picture.

/** Milliseconds between two key frames that a sender is asked for. */
export const keyFrameInterval = 1000;
/** Nobody new for this long: all are there. A server that is busy with 253 of them is slower, but not as slow. */
const longestQuiet = 60;
const longestGathering = 600;
const eachTakes = 4;

export class Gate {
	readonly #audience: () => number;
	#last = -Infinity;
	#arrived = 0;
	#opening: Promise<void> | undefined;

	/** The fewer there are, the sooner all of them have come. */
	constructor(audience: () => number) {
		this.#audience = audience;
	}

	/** Resolves when it opens: soon for the first, and for latecomers with the next key frame. */
	pass(): Promise<void> {
		this.#arrived = performance.now();
		this.#opening ??= this.#open();
		return this.#opening;
	}

	async #open(): Promise<void> {
		const began = performance.now();
		const audience = this.#audience();
		const gathered = began + Math.min(longestGathering, eachTakes * audience);
		const quiet = Math.min(longestQuiet, audience);
		for (;;) {
			const opensAt = Math.max(Math.min(this.#arrived + quiet, gathered), this.#last + keyFrameInterval);
			const wait = opensAt - performance.now();
			if (wait <= 0) break;
			await new Promise((resolve) => setTimeout(resolve, wait));
		}
		this.#last = performance.now();
		this.#opening = undefined;
	}
}
