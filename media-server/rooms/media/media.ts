// Where a room's media lives. Everyone sends to its home; pages receive there, too, until the home's worker has its
// budget, and then on branches on other workers. When a worker dies, what lived on it moves.
import type { types } from 'mediasoup';
import { CodedError } from '#lib/server/platform/errors.ts';
import type { Log } from '#lib/server/platform/log.ts';
import { fits, type Share } from '../../rtc/allowance.ts';
import type { MediaWorker } from '../../rtc/worker.ts';
import type { Workers } from '../../rtc/workers.ts';
import { Berth } from './berth.ts';
import { Branch, type Ground } from './branch.ts';
import { pageCost, type Flowing } from '../../rtc/budget.ts';
import { findHome, type Home } from './home.ts';
import { untilDone } from '../log/until-done.ts';

export interface MediaListener {
	/** The loudest first; empty in silence. */
	heard(producers: types.Producer[]): void;
	/** All transports, producers and consumers are gone. */
	lost(): void;
	/** There is a router again. */
	restored(): void;
	/** Some pages may get larger pictures than before, or only smaller ones. */
	resized(): void;
}

export class RoomMedia {
	readonly #workers: Workers;
	readonly #log: Log;
	#home: Home;
	readonly #branches = new Map<MediaWorker, Branch>();
	readonly #berths = new Set<Berth>();
	#listener: MediaListener | undefined;
	/** Of the stage, for one page. */
	#cost = pageCost([]);
	readonly #closing = new AbortController();

	private constructor(workers: Workers, log: Log, found: Omit<Home, 'share'>) {
		this.#workers = workers;
		this.#log = log;
		this.#home = this.#settle(found);
	}

	static async open(workers: Workers, log: Log): Promise<RoomMedia> {
		return new RoomMedia(workers, log, await findHome(workers));
	}

	attach(listener: MediaListener): void {
		this.#listener = listener;
	}

	get router(): types.Router {
		return this.#home.here.router;
	}

	/** Refused when no worker has room left: better nobody new than loss for all. */
	reserve(): Berth {
		const berth: Berth = new Berth(
			() => this.#home.here,
			() => this.#left(berth)
		);
		if (!this.router.closed) {
			const ground = this.#groundWithRoom();
			if (ground === undefined) throw new CodedError('at_capacity');
			berth.moveTo(ground);
		}
		this.#berths.add(berth);
		return berth;
	}

	/** The stage has changed, and with it what each page costs. */
	weigh(stage: readonly Flowing[]): void {
		this.#cost = pageCost(stage);
		for (const { share } of [this.#home, ...this.#branches.values()]) share.weigh(this.#cost);
	}

	/** What has left the stage is carried nowhere any more. */
	withdraw(producerId: string): void {
		for (const branch of this.#branches.values()) branch.withdraw(producerId);
	}

	/** Listens to who speaks; a producer that closes leaves by itself. */
	async listenTo(producer: types.Producer): Promise<void> {
		await this.#home.levels.addProducer({ producerId: producer.id });
	}

	close(): void {
		this.#closing.abort();
		this.#closeBranches();
		this.#home.share.end();
		this.router.close();
	}

	#left(berth: Berth): void {
		this.#berths.delete(berth);
		const used = new Set([...this.#berths].map(({ ground }) => ground));
		for (const [worker, branch] of this.#branches) {
			if (used.has(branch)) continue;
			this.#branches.delete(worker);
			branch.close();
		}
	}

	/** The better the page fits the better; equally good, at home, then where the room has a branch already. */
	#groundWithRoom(): Ground | undefined {
		const known = [this.#home, ...this.#branches.values()].filter(({ worker }) => worker.alive);
		const freest = this.#workers.freest();
		for (const fit of fits.slice(0, -1)) {
			const ground = known.find(({ worker }) => worker.allowance.fit(this.#cost) === fit);
			if (ground) return ground;
			if (freest?.allowance.fit(this.#cost) === fit) return this.#branchOn(freest);
		}
		return undefined;
	}

	/** For pages that are in already: when all is full they stay in, too. */
	#anyGround(): Ground {
		const ground = this.#groundWithRoom();
		if (ground) return ground;
		const worker = this.#workers.freest();
		this.#log.warn({ worker: worker?.index }, 'a media worker carries more than its budget');
		return worker === undefined || worker === this.#home.worker ? this.#home : this.#branchOn(worker);
	}

	#branchOn(worker: MediaWorker): Branch {
		const known = this.#branches.get(worker);
		if (known) return known;
		const branch: Branch = new Branch(
			worker,
			this.#shareOf(worker),
			this.router,
			() => void this.#loseBranch(branch)
		);
		this.#branches.set(worker, branch);
		this.#log.info({ worker: worker.index }, 'a room spills to another media worker');
		return branch;
	}

	#shareOf(worker: MediaWorker): Share {
		const share: Share = worker.allowance.share(this.#cost, (change) => {
			const facts = { worker: worker.index, pages: share.pages, ...change };
			const words = change.isLess ? 'larger pictures are withheld' : 'larger pictures are back';
			this.#log.info(facts, words);
			this.#listener?.resized();
		});
		return share;
	}

	async #loseBranch(branch: Branch): Promise<void> {
		if (this.#branches.get(branch.worker) !== branch) return;
		this.#branches.delete(branch.worker);
		const stranded = [...this.#berths].filter(({ ground }) => ground === branch);
		const { index } = branch.worker;
		this.#log.warn({ worker: index, pages: stranded.length }, 'pages lost their media with its worker');
		for (const berth of stranded) berth.moveTo(undefined);
		branch.share.end();
		await this.#workers.settled();
		// Whoever left meanwhile needs nothing, and when the home was lost, too, all are told by its return.
		if (this.#closing.signal.aborted || this.router.closed) return;
		const moved = stranded.filter((berth) => this.#berths.has(berth) && berth.ground === undefined);
		for (const berth of moved) berth.moveTo(this.#anyGround());
		for (const berth of moved) berth.onMoved(this.router.rtpCapabilities);
	}

	#closeBranches(): void {
		for (const branch of this.#branches.values()) branch.close();
		this.#branches.clear();
	}

	#settle(found: Omit<Home, 'share'>): Home {
		const { levels, here, worker } = found;
		levels.on('volumes', (volumes) => this.#listener?.heard(volumes.map(({ producer }) => producer)));
		levels.on('silence', () => this.#listener?.heard([]));
		here.router.once('workerclose', () => {
			if (this.#closing.signal.aborted) return;
			const facts = { worker: worker.index, pages: this.#berths.size };
			this.#log.warn(facts, 'a room lost its media with the worker');
			for (const berth of this.#berths) berth.moveTo(undefined);
			this.#closeBranches();
			this.#listener?.lost();
			void this.#move();
		});
		return { ...found, share: this.#shareOf(worker) };
	}

	async #move(): Promise<void> {
		const { signal } = this.#closing;
		const failed = (error: unknown) => this.#log.error({ err: error }, 'a room finds no media worker');
		// With its replacement there is room for all; a moment later than without it.
		await this.#workers.settled();
		const home = await untilDone(() => findHome(this.#workers), signal, failed);
		if (home === undefined) return;
		if (signal.aborted) {
			home.here.router.close();
			return;
		}
		this.#home = this.#settle(home);
		this.#log.info({ worker: home.worker.index }, 'a room has media again');
		for (const berth of this.#berths) berth.moveTo(this.#anyGround());
		this.#listener?.restored();
	}
}
