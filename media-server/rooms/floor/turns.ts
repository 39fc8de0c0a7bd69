// Whose turn it is: who is called gets the floor or is asked, for how long, and what happens when nobody answers.
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Room as MeetingPlan } from '#lib/server/meetings/meetings.ts';
import { beforeEnd, grantFloor, type Actor } from '../log/decisions.ts';
import type { Decide, Journal } from '../log/journal.ts';
import type { Peer } from '../peer.ts';
import { mayBeCalled } from '../rules.ts';
import { endOffer, mustBeAsked, offerFloor, requireOffer } from './offers.ts';
import { turnMinutesOf } from '../snapshot.ts';
import type { RoomState } from '../log/state.ts';
import { untilDone } from '../log/until-done.ts';

type Given = {
	journal: Journal;
	plan: () => MeetingPlan;
	/** Milliseconds that a site has to answer. */
	offerKept: number;
	closing: AbortSignal;
	log: Log;
};

export class Turns {
	readonly #given: Given;
	/** Site → the end of its time to answer. */
	readonly #timers = new Map<string, NodeJS.Timeout>();

	constructor(given: Given) {
		this.#given = given;
		given.closing.addEventListener('abort', () => this.#stop(this.#timers.keys()));
	}

	async call(siteId: string, by: Actor): Promise<void> {
		const { offerKept } = this.#given;
		this.#requireSite(siteId);
		await this.#decide((state) =>
			mustBeAsked(state, siteId)
				? offerFloor(state, siteId, by.personId, offerKept)
				: grantFloor(state, siteId, by.personId, this.#minutes(state, siteId))
		);
	}

	async accept({ siteId, personId }: Actor): Promise<void> {
		await this.#decide((state) => {
			requireOffer(state, siteId);
			return grantFloor(state, siteId, personId, this.#minutes(state, siteId));
		});
	}

	async decline({ siteId, personId }: Actor): Promise<void> {
		await this.#decide((state) => endOffer(state, siteId, personId, 'declined'));
	}

	/** Whether the site of this device may be opened as soon as it is called; of somebody who is never called it is not kept. */
	consent(peer: Peer, given: boolean): void {
		const consent = given && mayBeCalled(peer.role);
		if (peer.consent === consent) return;
		peer.consent = consent;
		const { siteId, personId, connectionId } = peer;
		this.#given.journal.note({ type: 'site:consented', siteId, personId, data: { connectionId, consent } });
	}

	/** After the log has changed, and when a room is taken up again. */
	follow(): void {
		const { offers } = this.#given.journal.state;
		const open = new Set(offers.map(({ siteId }) => siteId));
		this.#stop([...this.#timers.keys()].filter((siteId) => !open.has(siteId)));
		for (const { siteId, until } of offers) {
			if (this.#timers.has(siteId)) continue;
			const left = Math.max(0, until - Date.now());
			this.#timers.set(
				siteId,
				setTimeout(() => this.#expire(siteId), left)
			);
		}
	}

	async #decide(decide: Decide): Promise<void> {
		await this.#given.journal.decide(beforeEnd(decide));
	}

	#expire(siteId: string): void {
		this.#timers.delete(siteId);
		const { journal, closing, log } = this.#given;
		const work = () => journal.decide((state) => endOffer(state, siteId, null, 'expired'));
		const failed = (error: unknown) => log.warn({ err: error, site: siteId }, 'an offer is not ended yet');
		void untilDone(work, closing, failed);
	}

	#stop(siteIds: Iterable<string>): void {
		for (const siteId of [...siteIds]) {
			clearTimeout(this.#timers.get(siteId));
			this.#timers.delete(siteId);
		}
	}

	#minutes(state: RoomState, siteId: string): number | null {
		return turnMinutesOf(this.#given.plan(), state, siteId);
	}

	#requireSite(siteId: string): void {
		const known = this.#given.plan().sites.some((site) => site.siteId === siteId);
		if (!known) throw new CodedError('not_found');
	}
}
