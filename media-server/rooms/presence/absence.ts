// Sites without a device: what they waited for or held is given up, and until when somebody may come back to it.
import type { Log } from '#lib/server/platform/log.ts';
import { giveUpSite } from '../log/decisions.ts';
import type { Journal } from '../log/journal.ts';
import { untilDone } from '../log/until-done.ts';

type Given = {
	journal: Journal;
	/** Milliseconds that a seat waits for its page. */
	kept: number;
	closing: AbortSignal;
	log: Log;
};

export class Absence {
	readonly #given: Given;

	constructor(given: Given) {
		this.#given = given;
	}

	/** Sites whose hand is up, who have the floor or show a paper, and who were cut off by a restart, get the time that any seat gets. */
	wait(): void {
		const { journal, kept, closing } = this.#given;
		const { floor, hands, shownPaper } = journal.state;
		const holding = [...floor, ...hands, ...(shownPaper ? [shownPaper] : [])];
		const absent = new Set(holding.map(({ siteId }) => siteId));
		const wait = setTimeout(() => {
			for (const siteId of absent) this.giveUp(siteId);
		}, kept);
		closing.addEventListener('abort', () => clearTimeout(wait));
	}

	giveUp(siteId: string): void {
		const { journal, closing, log } = this.#given;
		const work = () => journal.decide((state) => giveUpSite(state, siteId));
		const failed = (error: unknown) => log.warn({ err: error, site: siteId }, 'a site is not given up yet');
		void untilDone(work, closing, failed);
	}
}
