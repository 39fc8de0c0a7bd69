// Which cards are asked for, and which one is chosen.
import { levelName } from '#lib/format/levels.ts';
import type { RollBook } from '#lib/room/conduct/roll-book.svelte.ts';
import type { Room } from '#lib/room/room.svelte.ts';
import {
	districtsOf,
	entriesAmong,
	entriesOf,
	isInState,
	wallGroups,
	type WallEntry,
	type WallState
} from '#lib/room/wall/arrange-wall.ts';
import type { WallView } from '#lib/room/wall/wall-view.svelte.ts';
import { findSites, searchable } from '../roll/find-sites.ts';

export class WallBoard {
	query = $state('');
	/** Empty: all. */
	district = $state('');
	state = $state<WallState>('all');
	/** The site whose facts and actions are open. */
	chosen = $state<string | null>(null);

	readonly #room: Room;
	readonly #view: WallView;
	readonly #roll: RollBook;
	#before: WallEntry[] = [];

	entries: WallEntry[] = $derived.by(() => {
		const factsOf = (siteId: string) => this.#view.facts.get(siteId);
		this.#before = entriesOf(this.#room.sites, factsOf, this.#room.queue, this.#before);
		return this.#before;
	});
	#searchable = $derived.by(() => searchable(this.#room.sites));
	districts = $derived.by(() => districtsOf(this.entries, this.#wordOf).map(([name]) => name));
	/** By name and district; of these the states are counted. */
	found = $derived.by(() =>
		entriesAmong(this.entries, findSites(this.#searchable, this.query), this.district, this.#wordOf)
	);
	groups = $derived.by(() =>
		wallGroups(
			this.found.filter((entry) => isInState(this.state, entry)),
			this.#wordOf
		)
	);
	chosenEntry = $derived.by(() => this.entries.find(({ site }) => site.siteId === this.chosen));

	constructor(room: Room, view: WallView, roll: RollBook) {
		this.#room = room;
		this.#view = view;
		this.#roll = roll;
	}

	countIn(state: WallState): number {
		return this.found.filter((entry) => isInState(state, entry)).length;
	}

	#wordOf = (id: string): string => {
		const level = this.#roll.view?.levels.find((one) => one.level === id);
		return level ? levelName(level) : id;
	};
}
