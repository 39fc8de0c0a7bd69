// At once when nothing was said just before, else a moment later: often enough for people, rarely enough for the line.

const interval = 250;

export class Pace {
	readonly #act: () => void;
	#timer: NodeJS.Timeout | undefined;
	#due = false;

	constructor(act: () => void) {
		this.#act = act;
	}

	soon(): void {
		if (this.#timer) this.#due = true;
		else this.#run();
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	#run(): void {
		this.#due = false;
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			if (this.#due) this.#run();
		}, interval);
		this.#act();
	}
}
