// Pages that begin to watch a picture need a key frame each. They are let in together, so that one serves them all:
// the sender is a weak PC, and a key frame costs it as much as a second of the picture.

/** Milliseconds between two key frames that a sender is asked for. */
export const keyFrameInterval = 1000;
const longestGathering = 150;

export class Gate {
	readonly #audience: () => number;
	#last = -Infinity;
	#opening: Promise<void> | undefined;

	/** The more there are, the longer their requests take to come in: a millisecond is allowed for each. */
	constructor(audience: () => number) {
		this.#audience = audience;
	}

	/** Resolves when it opens: soon for the first, and for latecomers with the next key frame. */
	pass(): Promise<void> {
		this.#opening ??= this.#open();
		return this.#opening;
	}

	async #open(): Promise<void> {
		const now = performance.now();
		const gathered = now + Math.min(longestGathering, this.#audience());
		const wait = Math.max(gathered, this.#last + keyFrameInterval) - now;
		await new Promise((resolve) => setTimeout(resolve, wait));
		this.#last = performance.now();
		this.#opening = undefined;
	}
}
