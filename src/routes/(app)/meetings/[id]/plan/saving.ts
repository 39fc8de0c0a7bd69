// What of the page is not saved yet: convening and leaving the page wait for it.
import { createContext } from 'svelte';

/** A form of the page. */
export type Part = {
	/** Something in it was typed or sent and is not saved yet; what was refused does not count. */
	unsaved(): boolean;
	/** Saves it; false when that was refused, which the form then shows. */
	save(): Promise<boolean>;
	/** Takes the person to what was refused, who pressed something elsewhere. */
	showFault?(): void;
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

	/** True when the server has everything that was typed; otherwise the first that was refused is shown. */
	async save(): Promise<boolean> {
		const parts = [...this.#parts];
		const saved = await Promise.all(parts.map((part) => part.save()));
		const refused = parts.find((_, index) => !saved[index]);
		refused?.showFault?.();
		return refused === undefined;
	}
}

export const [savingOfPage, provideSaving] = createContext<Saving>();
