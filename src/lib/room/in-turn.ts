// One thing after the other, in the order in which it was asked for.

export class InTurn {
	readonly #waiting = new Set<string>();
	#last: Promise<unknown> = Promise.resolve();

	/** What is pressed while something else is on its way follows it; the same again is the second press, and dropped. */
	async run(what: string, work: () => Promise<boolean>): Promise<boolean> {
		if (this.#waiting.has(what)) return false;
		this.#waiting.add(what);
		const before = this.#last;
		const mine = (async () => {
			await before;
			try {
				return await work();
			} finally {
				this.#waiting.delete(what);
			}
		})();
		// Whoever asked for it hears of a failure; what follows only waits for the end.
		this.#last = Promise.allSettled([mine]);
		return mine;
	}
}
