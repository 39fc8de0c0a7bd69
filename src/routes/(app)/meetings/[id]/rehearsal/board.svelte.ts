// What of the rehearsal is shown: by words and by state, grouped as it is called.
import { findFolded, foldAll } from '#lib/format/fold.ts';
import { readinesses, type Readiness } from '#lib/protocol/checks.ts';
import { groupSites } from '#lib/protocol/roll.ts';
import type { RehearsedSite } from '#lib/server/meetings/meetings.ts';

export type Shown = Readiness | 'all';

export class RehearsalBoard {
	query = $state('');
	shown = $state<Shown>('all');
	readonly #sites: () => RehearsedSite[];

	/** The main site is where they sit who look. */
	#components = $derived.by(() => this.#sites().filter(({ kind }) => kind === 'component'));
	#searchable = $derived.by(() => foldAll(this.#components, ({ name, parentName }) => [name, parentName]));
	#found = $derived.by(() => findFolded(this.#searchable, this.query));
	groups = $derived.by(() => {
		const main = this.#sites().filter(({ kind }) => kind === 'main');
		const chosen = this.#found.filter(({ readiness }) => this.shown === 'all' || readiness === this.shown);
		return [...groupSites([...main, ...chosen], ({ levelName }) => levelName)];
	});
	counts = $derived.by(() => {
		const of = (readiness: Readiness) =>
			this.#components.filter((site) => site.readiness === readiness).length;
		return {
			all: this.#components.length,
			ready: of('ready'),
			review: of('review'),
			unchecked: of('unchecked'),
			absent: of('absent')
		};
	});

	constructor(sites: () => RehearsedSite[]) {
		this.#sites = sites;
	}
}

export const shownStates: readonly Shown[] = ['all', ...readinesses];
