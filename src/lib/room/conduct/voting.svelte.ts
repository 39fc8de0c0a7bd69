// What this page does with its vote.
import type { Choice } from '#lib/protocol/votes.ts';
import { BallotSender, type Sending } from './ballot-sender.ts';
import type { Request } from '../connection/connection.ts';

export class Voting {
	/** The last ballot of this page, as far as it got. */
	sending = $state.raw<Sending | null>(null);

	#sender: BallotSender;

	constructor(request: Request) {
		this.#sender = new BallotSender({ request, onChanged: (sending) => (this.sending = sending) });
	}

	cast(voteId: string, choice: Choice, text: string): void {
		this.#sender.cast({ voteId, choice, text });
	}

	/** The line is back. */
	hurry(): void {
		this.#sender.hurry();
	}

	close(): void {
		this.#sender.close();
	}
}
