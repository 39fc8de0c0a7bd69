// The seat that this tab had before it was loaded again: taken up anew, floor and place in the queue stay.
import * as v from 'valibot';
import { id } from '#lib/protocol/values.ts';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
/** Of the browser, for all its pages; there are none in a page that came without encryption. */
type Locks = Pick<LockManager, 'request'>;

/** Milliseconds: a page that is loaded again lets go of its seat while the new one asks for it. */
const patience = 1500;
/** Browsers differ in how they say that it is over. */
const timeouts = new Set(['TimeoutError', 'AbortError']);

export class EarlierSeat {
	readonly #store: Store;
	readonly #locks: Locks | undefined;
	readonly #key: string;
	#closed = false;
	#held: { connectionId: string; letGo: () => void } | undefined;

	constructor(meetingId: string, store: Store, locks: Locks | undefined) {
		this.#key = `diem-cau.seat.${meetingId}`;
		this.#store = store;
		this.#locks = locks;
	}

	/** None while another page of this browser sits there: a tab that was duplicated brings the id along. */
	async find(): Promise<string | undefined> {
		const stored = v.safeParse(id, this.#store.getItem(this.#key));
		if (!stored.success) return undefined;
		return (await this.#hold(stored.output)) ? stored.output : undefined;
	}

	/** This page sits there from now on. */
	remember(connectionId: string): void {
		this.#store.setItem(this.#key, connectionId);
		if (this.#held?.connectionId !== connectionId) void this.#hold(connectionId);
	}

	/** Nobody comes back to it. */
	forget(): void {
		this.#store.removeItem(this.#key);
		this.#letGo();
	}

	/** This page sits nowhere any more; another one may take the seat up. */
	close(): void {
		this.#closed = true;
		this.#letGo();
	}

	#letGo(): void {
		this.#held?.letGo();
		this.#held = undefined;
	}

	/** False when another page has it. */
	#hold(connectionId: string): Promise<boolean> {
		const locks = this.#locks;
		if (locks === undefined) return Promise.resolve(true);
		return new Promise((resolve, reject) => {
			const have = () =>
				new Promise<void>((letGo) => {
					this.#letGo();
					this.#held = { connectionId, letGo };
					if (this.#closed) this.#letGo();
					resolve(!this.#closed);
				});
			locks
				.request(`${this.#key}.${connectionId}`, { signal: AbortSignal.timeout(patience) }, have)
				.catch((error: unknown) => {
					if (error instanceof DOMException && timeouts.has(error.name)) resolve(false);
					else reject(error instanceof Error ? error : new Error(String(error)));
				});
		});
	}
}
