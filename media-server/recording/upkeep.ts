// While a part is written: what is written reaches the disk, and a writer that lives but no longer writes is found out.
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '#lib/server/platform/log.ts';

/** Milliseconds; so much of a part may be lost with the power. */
const interval = 2_000;
/** Looks in a row in which packets went out and the file did not grow. */
const patience = 3;

export interface UpkeepGiven {
	file: string;
	/** Bytes sent to the writer so far. */
	sent: () => Promise<number>;
	onStuck: () => void;
	log: Log;
}

export class Upkeep {
	readonly #given: UpkeepGiven;
	readonly #timer: NodeJS.Timeout;
	#handle: FileHandle | undefined;
	#looking: Promise<void> | undefined;
	#seen = { sent: 0, size: 0, idle: 0 };

	constructor(given: UpkeepGiven) {
		this.#given = given;
		this.#timer = setInterval(() => {
			// A slow disk gets no second request before it has answered the first.
			this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
		}, interval);
	}

	/** Resolves when the whole file is on the disk. */
	async stop(): Promise<void> {
		clearInterval(this.#timer);
		await this.#looking;
		await this.#quietly(async () => (await this.#opened())?.sync());
		await this.#handle?.close();
	}

	async #look(): Promise<void> {
		await this.#quietly(async () => {
			const handle = await this.#opened();
			await handle?.datasync();
			const size = (await handle?.stat())?.size ?? 0;
			const sent = await this.#given.sent();
			const idle = sent > this.#seen.sent && size === this.#seen.size ? this.#seen.idle + 1 : 0;
			this.#seen = { sent, size, idle };
			if (idle === patience) this.#given.onStuck();
		});
	}

	async #opened(): Promise<FileHandle | undefined> {
		if (this.#handle) return this.#handle;
		try {
			this.#handle = await open(this.#given.file, 'r');
		} catch (cause) {
			// The writer has not made it yet.
			if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
			throw cause;
		}
		// A file is found after a loss of power only if its folder was written down, too.
		const folder = await open(dirname(this.#given.file), 'r');
		await folder.sync().finally(() => folder.close());
		return this.#handle;
	}

	/** The recording goes on when the disk or the media worker refuses to answer. */
	async #quietly(work: () => Promise<unknown>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.#given.log.warn({ err: error, file: this.#given.file }, 'a part could not be looked after');
		}
	}
}
