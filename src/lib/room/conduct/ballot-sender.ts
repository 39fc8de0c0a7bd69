// Brings one ballot to the room, over one line after the other, until it is answered.
import type { CommandMessage } from '#lib/protocol/commands.ts';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import { isPassing, retryDelay } from '../connection/connection-states.ts';
import type { Request } from '../connection/connection.ts';
import { Refusal } from '../connection/refusal.ts';

export type Ballot = CommandMessage<'vote:cast'>;
/** `on-its-way`: not known to be counted. */
export type Sending =
	| { state: 'on-its-way'; ballot: Ballot }
	| { state: 'counted'; ballot: Ballot }
	| { state: 'refused'; ballot: Ballot; code: ErrorCode };

type Given = {
	request: Request;
	onChanged: (sending: Sending) => void;
	random?: () => number;
};

export class BallotSender {
	readonly #given: Given;
	#ballot: Ballot | undefined;
	#attempt = 0;
	#asking = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(given: Given) {
		this.#given = given;
	}

	/** Made once for each choice; what was chosen before is not sent any more. */
	cast(choice: Omit<Ballot, 'ballotId'>): void {
		const ballot = { ...choice, ballotId: crypto.randomUUID() };
		this.#ballot = ballot;
		this.#attempt = 0;
		this.#given.onChanged({ state: 'on-its-way', ballot });
		void this.#send();
	}

	/** The seat is taken again: what waits for its turn goes now. */
	hurry(): void {
		if (this.#ballot) void this.#send();
	}

	close(): void {
		this.#ballot = undefined;
		clearTimeout(this.#timer);
	}

	/** One at a time: a choice that was made meanwhile follows, and cannot be overtaken by the one before it. */
	async #send(): Promise<void> {
		clearTimeout(this.#timer);
		const ballot = this.#ballot;
		if (this.#asking || ballot === undefined) return;
		this.#asking = true;
		try {
			await this.#given.request('vote:cast', ballot);
			this.#settle(ballot, { state: 'counted', ballot });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			if (!isPassing(error.code) && error.code !== 'not_joined') {
				this.#settle(ballot, { state: 'refused', ballot, code: error.code });
			}
		} finally {
			this.#asking = false;
		}
		if (this.#ballot === undefined) return;
		if (this.#ballot !== ballot) return void this.#send();
		const wait = retryDelay(++this.#attempt, (this.#given.random ?? Math.random)());
		this.#timer = setTimeout(() => void this.#send(), wait);
	}

	#settle(ballot: Ballot, sending: Sending): void {
		if (this.#ballot !== ballot) return;
		this.#ballot = undefined;
		this.#given.onChanged(sending);
	}
}
