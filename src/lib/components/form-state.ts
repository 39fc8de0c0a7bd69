// What a form tells the fields and buttons inside it.
import { getContext, setContext } from 'svelte';
import type { FormFailure } from '#lib/protocol/forms.ts';

export interface FormState {
	readonly failure: FormFailure | undefined;
	/** The button that sent the form, while the answer is awaited; `true` when it was sent without one. */
	readonly sending: HTMLElement | true | undefined;
	/** Told whenever one of its fields was given another value, also before the page's scripts had arrived. */
	typed?(): void;
}

const key = Symbol('form');

export function provideForm(state: FormState): void {
	setContext(key, state);
}

export function surroundingForm(): FormState | undefined {
	return getContext<FormState | undefined>(key);
}

/** What an action answers is of any shape; only our own failures have `action`, `errors` and `values`. */
export function isFormFailure(data: unknown): data is FormFailure {
	return (
		typeof data === 'object' && data !== null && 'action' in data && 'errors' in data && 'values' in data
	);
}
