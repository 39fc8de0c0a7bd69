// The cards are one stop of the Tab key; the arrows lead from card to card.
import { nextCard } from '#lib/room/wall/grid-focus.ts';

const card = '[data-card]';

/** For an attachment on what holds the cards. */
export function rove(root: HTMLElement): () => void {
	const press = (event: KeyboardEvent) => {
		const { target, ctrlKey, altKey, metaKey } = event;
		if (!(target instanceof HTMLElement) || !target.matches(card) || ctrlKey || altKey || metaKey) return;
		const cards = [...root.querySelectorAll<HTMLElement>(card)];
		const places = cards.map((one) => one.getBoundingClientRect());
		const next = nextCard(places, cards.indexOf(target), event.key);
		if (next === undefined) return;
		event.preventDefault();
		cards[next]?.focus();
		cards[next]?.scrollIntoView({ block: 'nearest' });
	};
	const arrive = ({ target }: FocusEvent) => {
		if (target instanceof HTMLElement && target.matches(card)) lead(root, target);
	};
	/** Cards come and go with the filters: one of them can always be reached. */
	const observer = new MutationObserver(() => {
		if (!root.querySelector(`${card}[tabindex="0"]`)) lead(root, root.querySelector<HTMLElement>(card));
	});
	lead(root, root.querySelector<HTMLElement>(card));
	root.addEventListener('keydown', press);
	root.addEventListener('focusin', arrive);
	observer.observe(root, { childList: true, subtree: true });
	return () => {
		root.removeEventListener('keydown', press);
		root.removeEventListener('focusin', arrive);
		observer.disconnect();
	};
}

function lead(root: HTMLElement, to: HTMLElement | null): void {
	for (const one of root.querySelectorAll<HTMLElement>(`${card}[tabindex="0"]`)) one.tabIndex = -1;
	if (to) to.tabIndex = 0;
}
