// Which cards are on the screen: one observer for all of them.

export class OnScreen {
	readonly #tell = new Map<Element, (seen: boolean) => void>();
	#observer: IntersectionObserver | undefined;

	/** For an attachment: tells whenever the element comes into sight or leaves it; gone is out of sight. */
	watch(element: Element, tell: (seen: boolean) => void): () => void {
		this.#observer ??= new IntersectionObserver((entries) => {
			for (const { target, isIntersecting } of entries) this.#tell.get(target)?.(isIntersecting);
		});
		this.#tell.set(element, tell);
		this.#observer.observe(element);
		return () => {
			this.#observer?.unobserve(element);
			this.#tell.delete(element);
			tell(false);
		};
	}
}
