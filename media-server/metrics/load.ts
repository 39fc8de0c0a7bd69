// What the media server's machine carries now, for the operator of a meeting.
import type { Load } from '#lib/protocol/wall.ts';
import { largestSize } from '../rtc/budget.ts';
import type { Workers } from '../rtc/workers.ts';

const ticksPerSecond = 100;
/** Milliseconds: several operators who ask are answered from one look. */
const fresh = 2000;

type Look = { at: number; signalling: number; workers: Map<number, number> };

export class LoadMeter {
	readonly #workers: Pick<Workers, 'alive'>;
	#last: Look | undefined;
	#answer: Load | undefined;

	constructor(workers: Pick<Workers, 'alive'>) {
		this.#workers = workers;
	}

	/** Shares are null when nobody has asked before: there is nothing to compare with. */
	read(): Load {
		const before = this.#last;
		if (this.#answer && before && performance.now() - before.at < fresh) return this.#answer;
		const now = this.#look();
		const share = (seconds: number, then: number | undefined) =>
			before === undefined || then === undefined
				? null
				: Math.max(0, seconds - then) / ((now.at - before.at) / 1000);
		this.#last = now;
		this.#answer = {
			signalling: share(now.signalling, before?.signalling),
			workers: this.#workers.alive.map(({ index, allowance }) => ({
				index,
				share: share(now.workers.get(index) ?? 0, before?.workers.get(index)),
				receivers: allowance.pages,
				capacity: allowance.capacity,
				smaller: allowance.largest < largestSize
			}))
		};
		return this.#answer;
	}

	#look(): Look {
		const { user, system } = process.cpuUsage();
		const workers = this.#workers.alive.map(({ index, spent }) => [index, spent / ticksPerSecond] as const);
		return { at: performance.now(), signalling: (user + system) / 1e6, workers: new Map(workers) };
	}
}
