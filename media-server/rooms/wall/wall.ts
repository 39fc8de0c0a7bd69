// The wall of a room: who looks, what they see, and what the pages of all sites shall send for it. It looks twice a
// second while anybody looks at it, and costs nothing otherwise; changes are told together, so that 253 sites that
// come at once are a few messages for each officer and none for the sites.
import { isDesk } from '#lib/protocol/talk.ts';
import { packStills } from '#lib/protocol/wall.ts';
import type { LineReport, SiteStill, Unseen, WallDevice } from '#lib/protocol/wall.ts';
import type { Line } from '../line.ts';
import type { Peer } from '../peer.ts';
import { fullBucket, take, type Bucket, type Limit } from '../../rate.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import { seen, wallDeviceOf, wallSiteOf } from './site-facts.ts';
import { flushEvery, StillFlow } from './still-flow.ts';
import { reportInterval, stillInterval } from './still-pace.ts';

type Given = {
	peers: () => Iterable<Peer>;
	siteIds: () => readonly string[];
	removed: () => ReadonlySet<string>;
};
type Watcher = { line: Line; shown: ReadonlySet<string>; flow: StillFlow; told: Map<string, string> };
/** What a page was told to send, over which line. */
type Wish = { line: Line; still: number | null; report: number | null };

/** A page that was told to send more often sends no more often than this. */
const sending: Limit = { burst: 3, perSecond: 1 };
/** Of two cameras in one site the one that came first is shown, as long as it sends. */
const firstCameraHolds = 2.5;

export class Wall {
	readonly #given: Given;
	readonly #watchers = new Map<Peer, Watcher>();
	readonly #wishes = new WeakMap<Peer, Wish>();
	readonly #sent = new WeakMap<Peer, Bucket>();
	readonly #cameras = new Map<string, { connectionId: string; until: number }>();
	#timer: NodeJS.Timeout | undefined;

	constructor(given: Given) {
		this.#given = given;
	}

	look(peer: Peer, siteIds: readonly string[]): void {
		const { line } = peer;
		if (line === undefined) return;
		const shown = new Set(siteIds);
		const known = this.#watchers.get(peer);
		// A page that came back knows nothing, and what was on its way to it is lost.
		if (known?.line === line) {
			known.shown = shown;
			known.flow.keep(shown);
		} else this.#watchers.set(peer, { line, shown, flow: new StillFlow(), told: new Map() });
		if (this.#timer === undefined) {
			this.#timer = setInterval(() => this.#pass(), flushEvery);
			this.#pass();
		}
	}

	leave(peer: Peer): void {
		if (this.#watchers.delete(peer)) this.#pass();
	}

	seen(peer: Peer): void {
		this.#watchers.get(peer)?.flow.seen(Date.now());
	}

	/** Of this page's camera; forgotten when nobody looks. */
	take(from: Peer, picture: SiteStill['picture']): void {
		const { siteId, connectionId } = from;
		const now = Date.now();
		const bucket = take(sending, this.#sent.get(from) ?? fullBucket(sending, now), now);
		if (bucket === undefined) throw new CodedError('too_many_requests');
		this.#sent.set(from, bucket);
		from.unseen = null;
		const camera = this.#cameras.get(siteId);
		if (camera && camera.connectionId !== connectionId && camera.until > now) return;
		const interval = this.#wishes.get(from)?.still ?? 0;
		this.#cameras.set(siteId, { connectionId, until: now + interval * 1000 * firstCameraHolds });
		for (const { shown, flow } of this.#watchers.values()) {
			if (shown.has(siteId)) flow.offer({ siteId, at: now, picture });
		}
	}

	/** What was on its way of this camera is not shown any more; another one in the site may take its place. */
	stop(from: Peer, why: Unseen): void {
		const { siteId, connectionId } = from;
		from.unseen = why;
		if (this.#cameras.get(siteId)?.connectionId !== connectionId) return;
		this.#cameras.delete(siteId);
		for (const { flow } of this.#watchers.values()) flow.drop(siteId);
	}

	note(peer: Peer, report: LineReport): void {
		peer.report = { ...report, at: Date.now() };
	}

	devices(siteId: string): WallDevice[] {
		return [...this.#given.peers()].filter((peer) => peer.siteId === siteId).map(wallDeviceOf);
	}

	close(): void {
		clearInterval(this.#timer);
		this.#watchers.clear();
	}

	#pass(): void {
		for (const [peer, { line }] of this.#watchers) {
			const looks = !peer.left && peer.line === line && isDesk(peer.role);
			if (!looks) this.#watchers.delete(peer);
		}
		const peers = [...this.#given.peers()];
		this.#tellSites(Map.groupBy(peers, ({ siteId }) => siteId));
		this.#tellWishes(peers);
		const now = Date.now();
		for (const { line, flow } of this.#watchers.values()) {
			const stills = flow.take(now);
			if (stills.length > 0) line.tell('stills:came', packStills(stills));
		}
		if (this.#watchers.size > 0) return;
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#cameras.clear();
	}

	#tellSites(devicesOf: ReadonlyMap<string, Peer[]>): void {
		if (this.#watchers.size === 0) return;
		const [now, removed] = [Date.now(), this.#given.removed()];
		const sites = this.#given.siteIds().map((siteId) => {
			const about = { removed: removed.has(siteId), now };
			const site = wallSiteOf(siteId, devicesOf.get(siteId) ?? [], about);
			return { site, text: JSON.stringify(site) };
		});
		for (const { line, told } of this.#watchers.values()) {
			const changed = sites.filter(({ site, text }) => told.get(site.siteId) !== text);
			if (changed.length === 0) continue;
			for (const { site, text } of changed) told.set(site.siteId, text);
			line.tell('wall:updated', { sites: changed.map(({ site }) => site) });
		}
	}

	#tellWishes(peers: readonly Peer[]): void {
		const report = this.#watchers.size === 0 ? null : reportInterval(peers.length);
		for (const peer of peers) {
			const { line } = peer;
			if (line === undefined) continue;
			const still = seen.includes(peer.role) ? this.#interval(peer.siteId) : null;
			const before = this.#wishes.get(peer);
			const nothingNew = before?.line === line && before.still === still && before.report === report;
			const nothingAtAll = before?.line !== line && still === null && report === null;
			if (nothingNew || nothingAtAll) continue;
			// Of a camera that nobody looks at nobody hears.
			if (still === null) peer.unseen = null;
			this.#wishes.set(peer, { line, still, report });
			line.tell('wall:wanted', { still, report });
		}
	}

	/** As often as the one who looks at the fewest sites wants it. */
	#interval(siteId: string): number | null {
		const sizes = [...this.#watchers.values()].flatMap(({ shown }) =>
			shown.has(siteId) ? [shown.size] : []
		);
		return sizes.length === 0 ? null : stillInterval(Math.min(...sizes));
	}
}
