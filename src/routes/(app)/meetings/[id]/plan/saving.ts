// What of the page is not saved yet: convening and leaving the page wait for it.
import { createContext } from 'svelte';

/** A form of the page. */
export type Part = {
	/** Something in it was typed or sent and is not saved yet; what was refused does not count. */
	unsaved(): boolean;
	/** Saves it; false when that was refused, which the form then shows. */
	save(): Promise<boolean>;
};

export class Saving {
	#parts = new Set<Part>();

	/** Answers how to take it out again. */
	add(part: Part): () => void {
		this.#parts.add(part);
		return () => void this.#parts.delete(part);
	}

	get unsaved(): boolean {
		return [...this.#parts].some((part) => part.unsaved());
	}

	/** True when the server has everything that was typed. */
	async save(): Promise<boolean> {
		const saved = await Promise.all([...this.#parts].map((part) => part.save()));
		return saved.every(Boolean);
	}
}

export const [savingOfPage, provideSaving] = createContext<Saving>();
