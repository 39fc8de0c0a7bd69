// Who sits in a room. A seat outlives its socket for a while: the web program may restart, a line may break,
// and media goes on all the time.
import type { CommandMessage } from '#lib/protocol/commands.ts';
import type { EventData, NewEvent } from '#lib/protocol/events.ts';
import type { TicketClaims } from '#lib/protocol/ticket.ts';
import type { Role } from '#lib/protocol/values.ts';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import type { Berth } from '../media/berth.ts';
import type { EndReason, Line } from '../line.ts';
import type { Sample } from '../media/line-health.ts';
import { Peer } from '../peer.ts';
import { mayBeCalled } from '../rules.ts';

/** What a page wants of the seat that it asks for. */
export type Wish = CommandMessage<'room:join'>;
export type LeaveReason = EventData<'site:disconnected'>['reason'];

const seatsPerSite = 12;
const seatsPerRoom = 1500;

type Given = {
	/** Milliseconds that a seat waits for its page. */
	kept: number;
	/** Throws when nobody more can be served. */
	reserve: () => Berth;
	note: (event: NewEvent) => void;
	log: Log;
	taken: (peer: Peer) => void;
	/** What it sends goes before it does. */
	leaving: (peer: Peer) => void;
	left: (peer: Peer) => void;
};

export class Seats implements Iterable<Peer> {
	readonly #given: Given;
	readonly #peers = new Map<string, Peer>();

	constructor(given: Given) {
		this.#given = given;
	}

	get size(): number {
		return this.#peers.size;
	}

	[Symbol.iterator](): Iterator<Peer> {
		return this.#peers.values();
	}

	/**
	 * With the id of an own earlier seat that one, else a new one; somebody else's id is worth nothing. Whoever has a
	 * page in the meeting already is asked which one stays.
	 */
	take(claims: TicketClaims, line: Line, wish: Wish): { peer: Peer; resumed: boolean } {
		const { connectionId, takeOver, consent } = wish;
		const own = connectionId === undefined ? undefined : this.#peers.get(connectionId);
		if (own && own.siteId === claims.siteId && own.personId === claims.personId) {
			line.enter();
			this.#resume(own, claims, line);
			return { peer: own, resumed: true };
		}
		const others = [...this.#peers.values()].filter((peer) => peer.personId === claims.personId);
		if (!takeOver && others.some((peer) => peer.line)) throw new CodedError('seat_taken');
		this.#requireSpace(claims, others);
		// Whoever replaces an own page takes its place with the worker: there may be no second one.
		const berth = others[0]?.berth ?? this.#reserve(claims);
		line.enter();
		const peer = new Peer(claims, line, berth);
		peer.reception.onLine = (sample) => this.#noteLine(peer, sample);
		peer.consent = consent && mayBeCalled(peer.role);
		this.#peers.set(peer.connectionId, peer);
		this.#given.taken(peer);
		this.#noteTaken(peer);
		// Only now, so that the site is never away and keeps its floor.
		this.#end(others, 'replaced', 'replaced');
		return { peer, resumed: false };
	}

	lineLost(peer: Peer, line: Line): void {
		if (peer.line !== line || peer.left) return;
		peer.line = undefined;
		peer.lostAt = Date.now();
		peer.grace = setTimeout(() => this.giveUp(peer, 'lost'), this.#given.kept);
	}

	giveUp(peer: Peer, reason: LeaveReason): void {
		if (peer.left) return;
		peer.left = true;
		clearTimeout(peer.grace);
		peer.line?.leave();
		this.#peers.delete(peer.connectionId);
		peer.closeMedia();
		if (!this.#isTaken(peer.berth)) peer.berth.release();
		this.#given.leaving(peer);
		const { siteId, personId, connectionId } = peer;
		this.#given.note({ type: 'site:disconnected', siteId, personId, data: { connectionId, reason } });
		this.#given.log.info({ site: siteId, connection: connectionId, reason }, 'left');
		this.#given.left(peer);
	}

	/** A page learns its new role by coming back. */
	giveRoles(roleOf: (peer: Peer) => Role): void {
		for (const peer of this.changeRoles(roleOf)) peer.line?.cut();
	}

	/** Whoever has another role now. */
	changeRoles(roleOf: (peer: Peer) => Role): Peer[] {
		return [...this.#peers.values()].filter((peer) => {
			const before = peer.role;
			peer.role = roleOf(peer);
			return peer.role !== before;
		});
	}

	/** Tells the pages of these seats that it is over, and why. */
	endAll(why: EndReason, reason: LeaveReason, which: (peer: Peer) => boolean = () => true): void {
		this.#end([...this.#peers.values()].filter(which), why, reason);
	}

	#end(peers: readonly Peer[], why: EndReason, reason: LeaveReason): void {
		for (const peer of peers) {
			peer.line?.end(why);
			this.giveUp(peer, reason);
		}
	}

	#isTaken(berth: Berth): boolean {
		return [...this.#peers.values()].some((peer) => peer.berth === berth);
	}

	#reserve({ siteId: site }: TicketClaims): Berth {
		try {
			return this.#given.reserve();
		} catch (error) {
			this.#given.log.warn({ err: error, site }, 'a page is not let in: no media worker has room for it');
			throw error;
		}
	}

	#resume(peer: Peer, claims: TicketClaims, line: Line): void {
		clearTimeout(peer.grace);
		const earlier = peer.line;
		peer.line = line;
		peer.lostAt = undefined;
		peer.role = claims.role;
		peer.sessionId = claims.sessionId;
		// The page itself dropped that socket, or another page took the seat over.
		if (earlier !== line) earlier?.end('replaced');
	}

	#noteTaken({ siteId, personId, connectionId, role, consent }: Peer): void {
		const observing = role === 'observer' ? { observes: true } : {};
		this.#given.note({
			type: 'site:connected',
			siteId,
			personId,
			data: { connectionId, consent, ...observing }
		});
		this.#given.log.info({ site: siteId, connection: connectionId, role }, 'joined');
	}

	#noteLine({ siteId, connectionId, reception }: Peer, sample: Sample): void {
		const facts = { site: siteId, connection: connectionId, ...sample };
		const { log } = this.#given;
		log.info(facts, reception.audioOnly ? 'a weak line keeps sound only' : 'a line gets pictures again');
	}

	/** Observers sit in the main site and must not keep its officers out. */
	#requireSpace({ siteId, role }: TicketClaims, leaving: readonly Peer[]): void {
		const staying = [...this.#peers.values()].filter((peer) => !leaving.includes(peer));
		const atSite = staying.filter((peer) => peer.siteId === siteId && peer.role !== 'observer').length;
		const siteFull = role !== 'observer' && atSite >= seatsPerSite;
		if (staying.length >= seatsPerRoom || siteFull) throw new CodedError('room_full');
	}
}
