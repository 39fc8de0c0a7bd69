// Many people click everything twice. What the second click would meet is no longer what they saw.

/** Drops the later clicks of a double click on a button, before the button hears of them; the keyboard has none. */
export function dropRepeatedClick(event: MouseEvent): void {
	const { detail, target } = event;
	if (detail < 2 || !(target instanceof Element) || !target.closest('button')) return;
	event.preventDefault();
	event.stopImmediatePropagation();
}
