// The paper that is shown to all. Pages are told at once and written down when they have stood for a while, so that
// leafing through floods neither the line nor the log.
import { isDeepStrictEqual } from 'node:util';
import type { Presented } from '#lib/protocol/papers.ts';
import type { Tell } from '../line.ts';
import { beforeEnd } from '../log/decisions.ts';
import type { Decide, Journal } from '../log/journal.ts';
import { Pace } from '../pace.ts';
import {
	hidePaper,
	requirePresenter,
	showPaper,
	switchPapers,
	type Plan,
	type Presenter
} from './paper-decisions.ts';

/** Milliseconds after which a page was there to be read, and is a fact. */
const stood = 2000;

type Turned = { paperId: string; page: number; at: number; siteId: string; personId: string };
type Given = {
	journal: Pick<Journal, 'state' | 'decide' | 'note'>;
	plan: () => Plan;
	tell: Tell;
	/** Something is shown to all now, or nothing is any more. */
	changed: () => void;
};

export class Presenting {
	readonly #given: Given;
	readonly #pace = new Pace(() => this.#tellPage());
	/** The page that all see, while the log does not have it yet. */
	#turned: Turned | undefined;
	#written = false;
	#timer: NodeJS.Timeout | undefined;
	#told: Presented | null;

	constructor(given: Given) {
		this.#given = given;
		this.#told = this.presented;
	}

	get presented(): Presented | null {
		const shown = this.#given.journal.state.shownPaper;
		if (shown === null) return null;
		const { paperId, title, siteId, personId } = shown;
		return { paperId, title, page: this.#turned?.page ?? shown.page, siteId, personId };
	}

	async show(paper: { paperId: string; page: number }, by: Presenter): Promise<void> {
		this.#write();
		await this.#decide((state) => showPaper(state, this.#given.plan(), paper, by));
	}

	turn(page: number, by: Presenter): void {
		const { siteId, personId } = by;
		const paperId = requirePresenter(this.#given.journal.state, this.#given.plan(), by);
		if (this.presented?.page === page) return;
		this.#turned = { paperId, page, at: Date.now(), siteId, personId };
		this.#written = false;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#write(), stood);
		this.#pace.soon();
	}

	async hide(by: Presenter): Promise<void> {
		this.#write();
		await this.#decide((state) => hidePaper(state, this.#given.plan(), by));
	}

	async switch(open: boolean, by: Presenter): Promise<void> {
		await this.#decide((state) => switchPapers(state, open, by));
	}

	/** After the log has changed. */
	follow(): void {
		const { shownPaper } = this.#given.journal.state;
		const turned = this.#turned;
		if (turned) {
			const over = shownPaper?.paperId !== turned.paperId || shownPaper.shownAt > turned.at;
			if (over) this.#write();
			if (over || (this.#written && shownPaper.page === turned.page)) this.#turned = undefined;
		}
		const before = this.#told;
		this.#tellPage();
		if ((before === null) !== (this.#told === null)) this.#given.changed();
	}

	close(): void {
		this.#write();
		this.#pace.close();
	}

	/** The last page of what is shown is a fact, however short it stood. */
	#write(): void {
		clearTimeout(this.#timer);
		const turned = this.#turned;
		if (turned === undefined || this.#written) return;
		this.#written = true;
		const { at, siteId, personId, paperId, page } = turned;
		if (this.#given.journal.state.shownPaper?.page === page) {
			this.#turned = undefined;
			return;
		}
		this.#given.journal.note({ type: 'paper:turned', at, siteId, personId, data: { paperId, page } });
	}

	#tellPage(): void {
		const now = this.presented;
		if (isDeepStrictEqual(now, this.#told)) return;
		this.#told = now;
		this.#given.tell('presented:changed', { presented: now });
	}

	async #decide(decide: Decide): Promise<void> {
		await this.#given.journal.decide(beforeEnd(decide));
	}
}
