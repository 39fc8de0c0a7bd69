// What a field holds, and what outlives a page that comes back with a fault.
import { surroundingForm } from './form-state.ts';

/** What was typed here; before that what was typed on the page that came back with a fault; before that its own. */
export class FieldValue<T> {
	#touched = $state(false);
	#kept: string | undefined;
	#form = surroundingForm();
	#own: () => T;
	#give: (value: T) => void;

	/** Made while the field is: `own` and `give` are the two ends of its bindable value. */
	constructor(name: string, own: () => T, give: (value: T) => void) {
		this.#kept = keptText(name);
		this.#own = own;
		this.#give = give;
	}

	get shown(): T | string {
		return this.#touched ? this.#own() : (this.#kept ?? this.#own());
	}

	take = (value: T) => {
		this.#touched = true;
		this.#give(value);
		this.#form?.typed?.();
	};
}

/** Only where the browser did not keep it itself, that is without JavaScript. Read once, when the field is made. */
function keptText(name: string): string | undefined {
	const kept = surroundingForm()?.failure?.values[name];
	return typeof kept === 'string' ? kept : undefined;
}

/** The same for a box: undefined when nothing was sent yet, for an empty box is not sent at all. */
export function keptCheck(name: string, option: string): boolean | undefined {
	const values = surroundingForm()?.failure?.values;
	if (!values || Object.keys(values).length === 0) return undefined;
	const kept = values[name];
	return Array.isArray(kept) ? kept.includes(option) : kept === option;
}
