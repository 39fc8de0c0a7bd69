// The paper that is shown to all. Pages are told at once and written down when they have stood for a while, so that
// leafing through floods neither the line nor the log.
import { isDeepStrictEqual } from 'node:util';
import type { Presented } from '#lib/protocol/papers.ts';
import { isPageOf, type ShownPaper } from '#lib/server/events/events.ts';
import type { Tell } from '../line.ts';
import { beforeEnd, type Actor } from '../log/decisions.ts';
import type { Decide, Journal } from '../log/journal.ts';
import { foresee } from '../log/state.ts';
import { Pace } from '../pace.ts';
import { Paces } from '../talk/paces.ts';
import {
	hidePaper,
	hideUnrightful,
	presentsAlready,
	requirePresenter,
	showPaper,
	switchPapers,
	type Plan,
	type Presenter
} from './paper-decisions.ts';

/** Milliseconds after which a page was there to be read, and is a fact. */
const stood = 2000;

/** `from`: the page that the log has, or will have of what it was given. */
type Turned = { paperId: string; page: number; from: number; at: number; siteId: string; personId: string };
type Given = {
	meetingId: string;
	journal: Pick<Journal, 'state' | 'decide' | 'note'>;
	plan: () => Plan;
	tell: Tell;
	/** Something is shown to all now, or nothing is any more. */
	changed: () => void;
};

export class Presenting {
	readonly #given: Given;
	readonly #pace = new Pace(() => this.#tellPage());
	readonly #paces = new Paces();
	/** The page that all see, while it has not stood for long enough. */
	#turned: Turned | undefined;
	/** The page that the log was given last, while it does not have it yet. */
	#noted: Turned | undefined;
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
		const page = this.#turned && isPageOf(shown, this.#turned) ? this.#turned.page : this.#givenPage(shown);
		return { paperId, title, page, siteId, personId };
	}

	/** Refused before anything is written or told. Who shows the same paper again only turns its page. */
	async show(paper: { paperId: string; page: number }, by: Presenter): Promise<void> {
		const { journal, plan } = this.#given;
		showPaper(journal.state, plan(), paper, by);
		if (presentsAlready(journal.state, plan(), paper.paperId, by)) {
			this.turn(paper.page, by);
			return;
		}
		this.#paces.require('paper', by.personId);
		this.#write();
		await this.#decide((state) => showPaper(state, plan(), paper, by));
	}

	turn(page: number, by: Presenter): void {
		const { siteId, personId } = by;
		const { shownPaper } = this.#given.journal.state;
		const paperId = requirePresenter(this.#given.journal.state, this.#given.plan(), by);
		if (shownPaper === null || this.presented?.page === page) return;
		const from = this.#givenPage(shownPaper);
		this.#turned = { paperId, page, from, at: Date.now(), siteId, personId };
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#write(), stood);
		this.#pace.soon();
	}

	async hide(by: Presenter): Promise<void> {
		hidePaper(this.#given.journal.state, this.#given.plan(), by);
		this.#write();
		await this.#decide((state) => hidePaper(state, this.#given.plan(), by));
	}

	async switch(open: boolean, by: Presenter): Promise<void> {
		await this.#decide(this.andHide((state) => switchPapers(state, open, by), by));
	}

	/** What is decided, and with it the end of a paper whose presenter loses the right to it by that. */
	andHide(decide: Decide, by: Actor): Decide {
		const { meetingId, plan } = this.#given;
		return (state) => {
			const events = decide(state);
			if (events.length === 0) return [];
			return [...events, ...hideUnrightful(foresee(state, events, meetingId, Date.now()), plan(), by)];
		};
	}

	/** After the log has changed. */
	follow(): void {
		const { shownPaper } = this.#given.journal.state;
		if (this.#turned && !(shownPaper && isPageOf(shownPaper, this.#turned))) this.#write();
		if (this.#noted && !this.#isAwaited(this.#noted, shownPaper)) this.#noted = undefined;
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
		this.#turned = undefined;
		if (turned === undefined || turned.page === turned.from) return;
		this.#noted = turned;
		const { at, siteId, personId, paperId, page } = turned;
		this.#given.journal.note({ type: 'paper:turned', at, siteId, personId, data: { paperId, page } });
	}

	#givenPage(shown: ShownPaper): number {
		return this.#noted && this.#isAwaited(this.#noted, shown) ? this.#noted.page : shown.page;
	}

	#isAwaited(noted: Turned, shown: ShownPaper | null): boolean {
		if (shown === null || !isPageOf(shown, noted)) return false;
		return shown.turnedAt < noted.at || shown.page !== noted.page;
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
