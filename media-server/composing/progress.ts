// Tells how far the composition is, once a second at most: the page polls, the table need not be written more often.
import type { Log } from '#lib/server/platform/log.ts';

export class Progress {
	readonly #report: (share: number) => Promise<void>;
	readonly #log: Log;
	readonly #timer: NodeJS.Timeout;
	#share = 0;
	#told = 0;
	#telling: Promise<void> = Promise.resolve();

	constructor(report: (share: number) => Promise<void>, log: Log, interval = 1_000) {
		this.#report = report;
		this.#log = log;
		this.#timer = setInterval(() => this.#tell(), interval);
	}

	/** `part` of the stretch between two shares of the whole is done. */
	at(from: number, to: number, part: number): void {
		this.#share = Math.max(this.#share, from + (to - from) * Math.min(1, Math.max(0, part)));
	}

	async close(): Promise<void> {
		clearInterval(this.#timer);
		await this.#telling;
	}

	#tell(): void {
		if (this.#share === this.#told) return;
		this.#told = this.#share;
		this.#telling = this.#report(this.#share).catch((error: unknown) => {
			this.#log.warn({ err: error }, 'progress could not be written');
		});
	}
}
