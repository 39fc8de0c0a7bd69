// What chair, secretary and operator know of the roll beyond who is connected: asked now and then, one answer for all sites.
import { rollView, type RollView } from '#lib/protocol/roll.ts';
import { askWeb } from '../connection/ask-web.ts';
import { entriesOf, quorumOf } from './roll.ts';
import type { Room } from '../room.svelte.ts';

const interval = 30_000;

export class RollBook {
	view = $state.raw<RollView>();
	failed = $state(false);
	readonly #room: Room;

	entries = $derived.by(() => entriesOf(this.#room.sites, this.view));
	quorum = $derived(this.view ? quorumOf(this.entries, this.view) : undefined);

	constructor(room: Room) {
		this.#room = room;
	}

	/** What a site said is no business of another site. */
	get mayKnow(): boolean {
		return this.#room.isOfficer;
	}

	/** Until `signal` is aborted. A page that nobody looks at asks for nothing. */
	keep(signal: AbortSignal, isHidden: () => boolean): void {
		if (!this.mayKnow) return;
		void this.read(signal);
		const timer = setInterval(() => isHidden() || void this.read(signal), interval);
		signal.addEventListener('abort', () => clearInterval(timer));
	}

	/** What was known before stands when there is no answer. */
	async read(signal?: AbortSignal): Promise<void> {
		try {
			this.view = await askWeb(`/meetings/${this.#room.meeting.meetingId}/roll`, rollView, {
				signal: signal ?? null
			});
			this.failed = false;
		} catch {
			this.failed = !signal?.aborted;
		}
	}
}
