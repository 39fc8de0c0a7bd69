import { surroundingForm } from './form-state.ts';

/**
 * What was typed before the page came back with a fault; only where the browser did not keep it itself,
 * that is without JavaScript. Read once, when the field is made.
 */
export function keptText(name: string): string | undefined {
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
