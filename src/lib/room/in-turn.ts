// One thing after the other, in the order in which it was asked for.

export class InTurn<Name> {
	readonly #waiting = new Set<Name>();
	#last: Promise<unknown> = Promise.resolve();

	/** What is pressed while something else is on its way follows it; the same again is the second press, and dropped. */
	async run(name: Name, work: () => Promise<boolean>): Promise<boolean> {
		if (this.#waiting.has(name)) return false;
		this.#waiting.add(name);
		const before = this.#last;
		const mine = (async () => {
			await before;
			try {
				return await work();
			} finally {
				this.#waiting.delete(name);
			}
		})();
		// Whoever asked for it hears of a failure; what follows only waits for the end.
		this.#last = Promise.allSettled([mine]);
		return mine;
	}
}
