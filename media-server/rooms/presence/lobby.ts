// The lobby of a running meeting: who waits there keeps seat and line, and is told nothing of what the meeting says.
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { NoticeData, NoticeName } from '#lib/protocol/notices.ts';
import type { Snapshot } from '#lib/protocol/snapshot.ts';
import { isDesk } from '#lib/protocol/talk.ts';
import type { Tell } from '../line.ts';
import type { RoomState } from '../log/state.ts';
import type { Stage } from '../media/stage.ts';
import type { Peer } from '../peer.ts';

type Given = {
	peers: () => Iterable<Peer>;
	journal: { readonly state: Pick<RoomState, 'lobby'> };
	stage: Pick<Stage, 'showTo' | 'hideFrom'>;
	/** To all pages inside. */
	tell: Tell;
	snapshotFor: (peer: Peer) => Snapshot;
};

export class Lobby {
	readonly #given: Given;

	constructor(given: Given) {
		this.#given = given;
	}

	has({ siteId, role }: Pick<Peer, 'siteId' | 'role'>): boolean {
		return this.#given.journal.state.lobby.has(siteId) && !isDesk(role);
	}

	/** Those who are in the meeting. */
	get inside(): Peer[] {
		return [...this.#given.peers()].filter((peer) => !this.has(peer));
	}

	/** Whoever comes to a site that waits here waits here, too. */
	welcome(peer: Peer): void {
		if (this.has(peer)) peer.line?.leave();
	}

	/** What also those hear who wait, as far as it is theirs: the meeting, who is here, that media begins anew. */
	tellAll<N extends NoticeName>(name: N, data: NoticeData<N>, toWaiting = data): void {
		this.#given.tell(name, data);
		for (const peer of this.#given.peers()) if (this.has(peer)) peer.line?.tell(name, toWaiting);
	}

	follow(events: readonly MeetingEvent[]): void {
		const moved = events.flatMap(({ type, siteId }) =>
			type === 'lobby:entered' || type === 'lobby:left' ? [siteId] : []
		);
		if (moved.length === 0) return;
		for (const peer of this.#given.peers()) if (moved.includes(peer.siteId)) this.#move(peer);
	}

	#move(peer: Peer): void {
		const { snapshotFor, stage } = this.#given;
		if (this.has(peer)) peer.line?.leave();
		else peer.line?.enter();
		// Whoever went out and came in within one batch still receives the stage.
		stage.hideFrom(peer);
		peer.line?.tell('lobby:changed', { snapshot: snapshotFor(peer) });
		if (!this.has(peer)) stage.showTo(peer);
	}
}
