// Tells the room which cards are on the screen: only of these do pictures come.
import type { Request } from '../connection/connection.ts';
import { orNothing } from './or-nothing.ts';

/** Milliseconds: of somebody who scrolls the room is told where it ends. */
const settles = 250;

export class Looking {
	readonly #request: Request;
	/** Null while the wall is closed. */
	#shown: Set<string> | null = null;
	/** Nobody looks at a hidden page. */
	#visible = true;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(request: Request) {
		this.#request = request;
	}

	get open(): boolean {
		return this.#shown !== null;
	}

	begin(): void {
		this.#shown ??= new Set();
		this.#later();
	}

	/** The card of this site is on the screen from now on, or no more. */
	show(siteId: string, shown: boolean): void {
		if (shown) this.#shown?.add(siteId);
		else this.#shown?.delete(siteId);
		this.#later();
	}

	pageVisible(visible: boolean): void {
		this.#visible = visible;
		this.#later();
	}

	/** The page took its seat again, and the room knows nothing of its wall. */
	tellAgain(): void {
		if (this.#shown === null) return;
		const siteIds = this.#visible ? [...this.#shown] : [];
		void orNothing(this.#request('wall:look', { siteIds }));
	}

	end(): void {
		if (this.#shown === null) return;
		this.#shown = null;
		clearTimeout(this.#timer);
		void orNothing(this.#request('wall:leave', {}));
	}

	#later(): void {
		if (this.#shown === null) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.tellAgain(), settles);
	}
}
