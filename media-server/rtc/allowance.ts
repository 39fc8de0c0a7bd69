// What a media worker carries. It begins to lose packets at about 140,000 a second; it is never given more than its
// allowance (`WORKER_PACKETS`), and less while it has shown that its core does not carry so much. What the meetings on it
// need follows their stages: when that grows beyond what it is trusted with, larger pictures are withheld from its pages,
// and come back when there has been room for a while.
import { chairedPackets, largestSize, pageCost, reservedFor, type Cost, type PictureSize } from './budget.ts';
import { doubtAfter, endOf, prolonged, trusted, type Doubt } from './trust.ts';

/** How one more page fits: far from the edge, with all pictures as they are meant, with smaller ones, or not. */
export const fits = ['easily', 'whole', 'reduced', 'not'] as const;
export type Fit = (typeof fits)[number];

/**
 * From here on a meeting rather goes to another worker that has room: 130 pages of 233. A worker that is half full
 * still answers at once, and a core that others need, too, is left to them.
 */
const easyShare = 0.56;
/** Pictures come back only where there is this much room, so that one page more or less does not move them. */
const returnShare = 0.9;
/** Milliseconds for which there was room: between two who have the floor the stage is small for a moment. */
export const calm = 10_000;

type Carried = { pages: number; cost: Cost };

/** Packets a second of all that a worker carries. */
export function carried(shares: Iterable<Carried>): Cost {
	return [...shares].reduce<Cost>((sum, { pages, cost }) => plus(sum, cost, pages), pageCost([]));
}

const plus = (sum: Cost, cost: Cost, times = 1): Cost => ({
	0: sum[0] + times * cost[0],
	1: sum[1] + times * cost[1],
	2: sum[2] + times * cost[2]
});

/** Nobody is sent away by a doubt: it passes. */
export function fitOf(packets: number, reserved: Cost, more: Cost, trustedWith = packets): Fit {
	const after = plus(reserved, more);
	if (after[largestSize] <= trustedWith * easyShare) return 'easily';
	if (after[largestSize] <= trustedWith) return 'whole';
	return after[0] <= packets ? 'reduced' : 'not';
}

export type Limit = {
	/** Of the pictures that are sent. */
	largest: PictureSize;
	/** Since when the next larger ones would fit. */
	calmSince: number | undefined;
};
export const unlimited: Limit = { largest: largestSize, calmSince: undefined };

/** Down at once and as far as needed, up one size at a time. */
export function nextLimit({ largest, calmSince }: Limit, packets: number, needed: Cost, now: number): Limit {
	if (needed[largest] > packets && largest > 0) {
		return { largest: largest > 1 && needed[1] <= packets ? 1 : 0, calmSince: undefined };
	}
	const next = largest === 0 ? 1 : 2;
	if (largest === largestSize || needed[next] > packets * returnShare)
		return { largest, calmSince: undefined };
	if (calmSince === undefined) return { largest, calmSince: now };
	if (now - calmSince < calm) return { largest, calmSince };
	return { largest: next, calmSince: next === largestSize ? undefined : now };
}

/** `needed` is what flows from now on, of `packets` that may. */
export type LimitChange = { largest: PictureSize; isLess: boolean; needed: number; packets: number };

/** One meeting's part of what a worker carries. */
export class Share {
	readonly #allowance: Allowance;
	readonly onLimit: (change: LimitChange) => void;
	#pages = 0;
	#cost: Cost;

	constructor(allowance: Allowance, cost: Cost, onLimit: (change: LimitChange) => void) {
		this.#allowance = allowance;
		this.#cost = cost;
		this.onLimit = onLimit;
	}

	get pages(): number {
		return this.#pages;
	}

	get cost(): Cost {
		return this.#cost;
	}

	take(pages: number): void {
		this.#pages += pages;
		this.#allowance.follow();
	}

	/** The stage has changed. */
	weigh(cost: Cost): void {
		this.#cost = cost;
		this.#allowance.follow();
	}

	end(): void {
		this.#allowance.drop(this);
	}
}

export class Allowance {
	readonly #packets: number;
	readonly #shares = new Set<Share>();
	#limit = unlimited;
	#doubt: Doubt | undefined;
	#timer: NodeJS.Timeout | undefined;

	constructor(packets: number) {
		this.#packets = packets;
	}

	/** The size in which its pages get pictures at most. */
	get largest(): PictureSize {
		return this.#limit.largest;
	}

	get pages(): number {
		return [...this.#shares].reduce((sum, { pages }) => sum + pages, 0);
	}

	/** Packets a second that nobody has asked for. */
	get spare(): number {
		return this.#trusted(performance.now()) - this.#reserved[largestSize];
	}

	/** Pages that it may serve if those to come are of chaired meetings. */
	get capacity(): number {
		return this.pages + Math.max(0, Math.floor((this.#packets - this.#reserved[0]) / chairedPackets));
	}

	fit(cost: Cost): Fit {
		return fitOf(this.#packets, this.#reserved, reservedFor(cost), this.#trusted(performance.now()));
	}

	share(cost: Cost, onLimit: (change: LimitChange) => void): Share {
		const share = new Share(this, cost, onLimit);
		this.#shares.add(share);
		return share;
	}

	drop(share: Share): void {
		this.#shares.delete(share);
		if (this.#shares.size === 0) this.#doubt = undefined;
		this.follow();
	}

	/** Its worker does not keep up with what flows now. Answers what it is trusted with from now on. */
	fellBehind(): { flowing: number; trusted: number } {
		const now = performance.now();
		const flowing = carried(this.#shares)[this.largest];
		// Without a meeting it is not what it carries.
		if (this.#shares.size === 0) return { flowing, trusted: this.#trusted(now) };
		const before = this.#doubt;
		this.#doubt =
			this.largest === 0 && before && now < before.until
				? prolonged(before, now)
				: doubtAfter(before, this.#packets, flowing, now);
		this.follow();
		return { flowing, trusted: this.#doubt.packets };
	}

	/** What it carries or may carry has changed: pictures grow or shrink. */
	follow(): void {
		clearTimeout(this.#timer);
		const now = performance.now();
		const before = this.#limit;
		const needed = carried(this.#shares);
		const packets = this.#trusted(now);
		this.#limit = nextLimit(before, packets, needed, now);
		const { largest, calmSince } = this.#limit;
		const next = calmSince === undefined ? endOf(this.#doubt, now) : calmSince + calm;
		if (next !== undefined) this.#timer = setTimeout(() => this.follow(), next - now).unref();
		if (largest === before.largest) return;
		const isLess = largest < before.largest;
		const change = { largest, isLess, needed: needed[largest], packets };
		for (const share of this.#shares) share.onLimit(change);
	}

	#trusted(now: number): number {
		return trusted(this.#doubt, this.#packets, now);
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#shares.clear();
	}

	get #reserved(): Cost {
		return carried([...this.#shares].map(({ pages, cost }) => ({ pages, cost: reservedFor(cost) })));
	}
}
