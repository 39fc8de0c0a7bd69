// The wall as this page sees it: what is known of each site and its newest picture, each on its own, so that a new
// picture of one site changes one card.
import { SvelteMap } from 'svelte/reactivity';
import {
	unpackStills,
	type Load,
	type StillBatch,
	type WallDevice,
	type WallSite
} from '#lib/protocol/wall.ts';
import type { Connection, Request } from '../connection/connection.ts';
import type { WallEntry } from './arrange-wall.ts';
import { Looking } from './looking.ts';
import { orNothing } from './or-nothing.ts';
import { nothingSeen, sightOf, type Sight, type Still } from './sight.ts';

export class WallView {
	/** Site → what the room says of it. */
	readonly facts = new SvelteMap<string, WallSite>();
	/** Site → where its newest picture can be had, and of when it is. */
	readonly pictures = new SvelteMap<string, Still>();
	readonly looking: Looking;
	readonly #request: Request;

	constructor(connection: Pick<Connection, 'request' | 'on'>) {
		this.#request = connection.request;
		this.looking = new Looking(connection.request);
		connection.on('wall:updated', ({ sites }) => this.#note(sites));
		connection.on('stills:came', (batch) => this.#take(batch));
	}

	/** Of who is not here nothing is to be seen. */
	sight({ site: { siteId }, health }: Pick<WallEntry, 'site' | 'health'>, now: number): Sight {
		if (health === 'absent' || health === 'removed') return nothingSeen;
		return sightOf(this.pictures.get(siteId), this.facts.get(siteId), now);
	}

	/** What the devices of a site say; undefined when it cannot be had now. */
	async inspect(siteId: string): Promise<WallDevice[] | undefined> {
		return (await orNothing(this.#request('wall:inspect', { siteId })))?.devices;
	}

	load(): Promise<Load | undefined> {
		return orNothing(this.#request('load:read', {}));
	}

	#take(batch: StillBatch): void {
		void orNothing(this.#request('stills:seen', {}));
		if (!this.looking.open) return;
		for (const { siteId, at, picture } of unpackStills(batch)) {
			const before = this.pictures.get(siteId);
			const blob = new Blob([new Uint8Array(picture)], { type: 'image/jpeg' });
			this.pictures.set(siteId, { at, url: URL.createObjectURL(blob) });
			if (before) URL.revokeObjectURL(before.url);
		}
	}

	#note(sites: readonly WallSite[]): void {
		for (const site of sites) {
			this.facts.set(site.siteId, site);
			// Were it kept, it would be shown again for a moment when the camera is on again.
			if (site.unseen !== null) this.#forget(site.siteId);
		}
	}

	#forget(siteId: string): void {
		const known = this.pictures.get(siteId);
		if (known) URL.revokeObjectURL(known.url);
		this.pictures.delete(siteId);
	}

	/** An old picture must not pass for a new one when the wall is opened again. */
	close(): void {
		this.looking.end();
		for (const siteId of [...this.pictures.keys()]) this.#forget(siteId);
		this.facts.clear();
	}
}
