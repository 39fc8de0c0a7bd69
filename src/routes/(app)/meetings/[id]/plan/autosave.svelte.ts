// When a form that saves itself sends what was typed: one save after the other, and none of them forgotten.

export type SaveState = 'idle' | 'saving' | 'saved';

/** A button that was pressed, or null for the save itself. */
type Wish = HTMLElement | null;

export class Autosave {
	state = $state<SaveState>('idle');
	/** Typed since the fields were last sent. */
	#typed = false;
	/** Wished for while an earlier one was on its way. */
	#waiting: Wish[] = [];
	#idle: (() => void)[] = [];
	#send: (wish: Wish) => void;

	/** `send` submits the form, unless the browser finds a field wrong. */
	constructor(send: (wish: Wish) => void) {
		this.#send = send;
	}

	typed = () => {
		this.#typed = true;
	};

	/** A field was left with another value than it was entered with. */
	changed = () => {
		this.#typed = true;
		this.#send(null);
	};

	/** False while an earlier one is on its way: then this one is sent after it. */
	begin(wish: Wish): boolean {
		if (this.#saving) {
			if (!this.#waiting.includes(wish)) this.#waiting.push(wish);
			return false;
		}
		if (wish === null) this.#typed = false;
		this.state = 'saving';
		return true;
	}

	/** The answer of what `begin` let go; `refused` leaves the fields unsaved. */
	end(wish: Wish, refused: boolean): void {
		if (wish === null && refused) this.#typed = true;
		this.state = refused ? 'idle' : 'saved';
		const next = this.#waiting.shift();
		if (next !== undefined) this.#send(next);
		if (this.#saving) return;
		for (const resume of this.#idle.splice(0)) resume();
	}

	get unsaved(): boolean {
		return this.#typed || this.#saving;
	}

	get #saving(): boolean {
		return this.state === 'saving';
	}

	/** Sends what was typed and waits for all answers; false when something is still not saved then. */
	async save(): Promise<boolean> {
		if (this.#typed) this.#send(null);
		if (this.#saving) await new Promise<void>((resolve) => this.#idle.push(resolve));
		return !this.#typed;
	}
}
