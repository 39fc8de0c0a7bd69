// Who came and who went, told in batches: 253 sites that join at once must not cost 253 × 253 messages.

const interval = 250;

export class Roster {
	readonly #tell: (siteIds: string[]) => void;
	readonly #changed = new Set<string>();
	#timer: NodeJS.Timeout | undefined;

	constructor(tell: (siteIds: string[]) => void) {
		this.#tell = tell;
	}

	mark(siteId: string): void {
		this.#changed.add(siteId);
		this.#timer ??= setTimeout(() => this.#flush(), interval);
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	#flush(): void {
		this.#timer = undefined;
		const siteIds = [...this.#changed];
		this.#changed.clear();
		this.#tell(siteIds);
	}
}
