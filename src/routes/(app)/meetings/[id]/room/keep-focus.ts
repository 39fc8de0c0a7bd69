// Buttons come and go with the floor. Whoever had the focus on one that went must not be thrown to the page's top.

const homes = '[data-focus-home], [role="tabpanel"]';

/** For an attachment: when the focused element is taken away, the part of the room it stood in gets the focus. */
export function keepFocus(root: HTMLElement): () => void {
	let last: HTMLElement | undefined;
	let home: HTMLElement | null = null;

	const remember = ({ target }: FocusEvent) => {
		if (!(target instanceof HTMLElement)) return;
		last = target;
		home = target.closest<HTMLElement>(homes);
	};
	const observer = new MutationObserver(() => {
		if (!last || last.isConnected || document.activeElement !== document.body) return;
		last = undefined;
		const next = home?.isConnected ? home : root.querySelector<HTMLElement>('[data-focus-home]');
		next?.focus({ preventScroll: true });
	});
	root.addEventListener('focusin', remember);
	observer.observe(root, { childList: true, subtree: true });
	return () => {
		root.removeEventListener('focusin', remember);
		observer.disconnect();
	};
}
