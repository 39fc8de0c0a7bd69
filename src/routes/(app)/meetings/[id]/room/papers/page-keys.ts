// Keys that turn a page: those of a keyboard and of a presenter's clicker.

export type Step = 1 | -1 | 'first' | 'last';

const steps: Partial<Record<string, Step>> = {
	PageDown: 1,
	ArrowRight: 1,
	PageUp: -1,
	ArrowLeft: -1,
	Home: 'first',
	End: 'last'
};
/** There these keys mean something else. */
const elsewhere = 'input, textarea, select, summary, [contenteditable], [role="tab"], [role="combobox"]';
const scrolled = '[role="tabpanel"]';

/** Who presents turns the page wherever the focus is, or a clicker would need it in the right place. */
export function pageStep(event: KeyboardEvent, presenting: boolean): Step | null {
	const { target, key, ctrlKey, altKey, metaKey, shiftKey } = event;
	if (ctrlKey || altKey || metaKey || shiftKey || !(target instanceof Element)) return null;
	if (target.closest(elsewhere) || (!presenting && target.closest(scrolled))) return null;
	return steps[key] ?? null;
}
