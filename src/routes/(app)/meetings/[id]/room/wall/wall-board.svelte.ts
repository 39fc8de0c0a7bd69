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
import type { TalkBook } from '#lib/room/talk/talk-book.svelte.ts';
import type { WallView } from '#lib/room/wall/wall-view.svelte.ts';
import { findSites, searchable } from '../roll/find-sites.ts';

export class WallBoard {
	query = $state('');
	/** Empty: all. */
	district = $state('');
	state = $state<WallState>('all');
	/** The site whose facts and actions, or conversation, are open. */
	chosen = $state<string | null>(null);
	#writing = $state(false);

	readonly #room: Room;
	readonly #view: WallView;
	readonly #roll: RollBook;
	readonly #talk: TalkBook;
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

	/** Of the chosen site, while it is open in the place of its facts. */
	conversation = $derived.by(() => {
		const { chosen } = this.#talk;
		return this.#writing && chosen !== 'all' && chosen?.siteId === this.chosen ? chosen : null;
	});

	constructor(room: Room, view: WallView, roll: RollBook, talk: TalkBook) {
		this.#room = room;
		this.#view = view;
		this.#roll = roll;
		this.#talk = talk;
	}

	/** Opens its facts and what can be done with it. */
	choose(siteId: string | null): void {
		this.chosen = siteId;
		this.#writing = false;
	}

	/** Opens its conversation; whoever leaves the wall finds it in the panel, too. */
	write(siteId: string): void {
		this.chosen = siteId;
		this.#talk.open(siteId);
		this.#writing = true;
	}

	countIn(state: WallState): number {
		return this.found.filter((entry) => isInState(state, entry)).length;
	}

	#wordOf = (id: string): string => {
		const level = this.#roll.view?.levels.find((one) => one.level === id);
		return level ? levelName(level) : id;
	};
}
