// Sites without a device: what they waited for or held is given up, and until when somebody may come back to it.
import type { Log } from '#lib/server/platform/log.ts';
import { giveUpParted, giveUpSite } from '../log/decisions.ts';
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

	/**
	 * Seats that a restart parted from their pages, and sites whose hand is up, who have the floor or show a paper, get the
	 * time that any seat gets: until then they count as present, so that no quorum is lost because all come back at once.
	 */
	wait(): void {
		const { journal, kept, closing } = this.#given;
		const { floor, hands, shownPaper, parted } = journal.state;
		const holding = [...floor, ...hands, ...(shownPaper ? [shownPaper] : [])];
		const absent = new Set([...holding.map(({ siteId }) => siteId), ...parted.keys()]);
		const wait = setTimeout(() => void this.#giveUpAll(absent), kept);
		closing.addEventListener('abort', () => clearTimeout(wait));
	}

	async #giveUpAll(siteIds: ReadonlySet<string>): Promise<void> {
		const { journal, closing, log } = this.#given;
		const failed = (error: unknown) => log.warn({ err: error }, 'parted seats are not given up yet');
		await untilDone(() => journal.decide(giveUpParted), closing, failed);
		for (const siteId of siteIds) this.giveUp(siteId);
	}

	giveUp(siteId: string): void {
		const { journal, closing, log } = this.#given;
		const work = () => journal.decide((state) => giveUpSite(state, siteId));
		const failed = (error: unknown) => log.warn({ err: error, site: siteId }, 'a site is not given up yet');
		void untilDone(work, closing, failed);
	}
}
