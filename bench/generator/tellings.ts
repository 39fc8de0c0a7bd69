// Which change a telling speaks of, and which changes nobody told of. Pure.

/** Hands after a change: whose is up, null when none is. */
export type Shown = string | null;
type Change = { shown: Shown; asked: number };

/**
 * What one listener was told. Every change has a latency: one that is skipped was not told, and is infinite, so that it
 * is missed in no percentile.
 */
export class Tellings {
	readonly #changes: readonly Change[];
	readonly #heard: number[] = [];

	/** The list grows while it listens. */
	constructor(changes: readonly Change[]) {
		this.#changes = changes;
	}

	/** A telling that speaks of no change since the last one is an echo of it. */
	hear(shown: Shown, at: number): void {
		const next = this.#heard.length;
		const found = this.#changes.findIndex((change, index) => index >= next && change.shown === shown);
		const change = this.#changes[found];
		if (change === undefined) return;
		for (let skipped = next; skipped < found; skipped++) this.#heard.push(Infinity);
		this.#heard.push(at - change.asked);
	}

	get latencies(): number[] {
		return this.#changes.map((_, index) => this.#heard[index] ?? Infinity);
	}
}
