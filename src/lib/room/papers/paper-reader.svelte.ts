// The paper that is shown to all, as this page sees it: following the presenter, on one's own, or presenting oneself.
import type { CommandMessage } from '#lib/protocol/commands.ts';
import type { Room } from '../room.svelte.ts';
import { browse, clampPage } from './following.ts';
import type { Fit } from './page-size.ts';
import { faultOf, PaperFile, type PaperFault, type PaperSource } from './paper-file.ts';

type Given = {
	room: Room;
	source: PaperSource;
	turn: (message: CommandMessage<'paper:turn'>) => Promise<boolean>;
};

export class PaperReader {
	file = $state.raw<PaperFile | null>(null);
	fault = $state.raw<PaperFault | null>(null);
	/** Null: as is usual for such a page. */
	fit = $state.raw<Fit | null>(null);
	zoom = $state(1);

	#given: Given;
	/** Null while one follows. */
	#own = $state<number | null>(null);
	/** Where who presents has turned to, until the room says so. */
	#turning = $state<number | null>(null);
	#asking = $state(false);
	#over: AbortController | undefined;

	constructor(given: Given) {
		this.#given = given;
	}

	count = $derived.by(() => this.file?.pageCount ?? null);
	/** Whoever lost the right reads like all others. */
	presenting = $derived.by(() => {
		const { presented, me, mayPresent } = this.#given.room;
		return mayPresent && presented?.personId === me.personId;
	});
	presented = $derived.by(() => clampPage(this.#given.room.presented?.page ?? 1, this.count));
	page = $derived.by(() => {
		if (this.presenting) return clampPage(this.#turning ?? this.presented, this.count);
		return clampPage(this.#own ?? this.presented, this.count);
	});
	/** On one's own, on another page than the presenter's. */
	astray = $derived(this.page !== this.presented && !this.presenting);

	/** Until the returned function is called. */
	open(): () => void {
		void this.#open();
		return () => {
			this.#over?.abort();
			this.file?.close();
			this.file = null;
		};
	}

	again = () => void this.#open();

	go = (wanted: number): void => {
		const page = clampPage(wanted, this.count);
		if (!this.presenting) this.#own = browse(page, this.presented, this.count);
		else if (page !== this.page) {
			this.#turning = page;
			void this.#tell();
		}
	};

	back = (): void => {
		this.#own = null;
	};

	/** In an effect: what was turned to is dropped when the room has told it. */
	settle(): void {
		const told = !this.#asking && this.#turning === this.presented;
		if (told || !this.presenting) this.#turning = null;
		// Whoever presented goes on with the next presenter, not where it once read by itself.
		if (this.presenting) this.#own = null;
	}

	failed = (error: unknown): void => {
		this.fault = faultOf(error);
		this.file?.close();
		this.file = null;
	};

	async #open(): Promise<void> {
		this.#over?.abort();
		const over = new AbortController();
		this.#over = over;
		this.fault = null;
		try {
			const file = await PaperFile.open(this.#given.source, over.signal);
			if (over.signal.aborted) file?.close();
			else this.file = file ?? null;
		} catch (error) {
			if (!over.signal.aborted) this.failed(error);
		}
	}

	/** One question at a time: whoever leafs fast asks for the last page only. */
	async #tell(): Promise<void> {
		if (this.#asking) return;
		this.#asking = true;
		let asked: number | null = null;
		while (this.#turning !== null && this.#turning !== asked) {
			asked = this.#turning;
			if (!(await this.#given.turn({ page: asked }))) this.#turning = null;
		}
		this.#asking = false;
	}
}
