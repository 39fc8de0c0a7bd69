// Tells the meeting what the check found, once it has settled, so that the operator knows without a telephone.
import * as v from 'valibot';
import type { CheckResult } from '#lib/protocol/checks.ts';
import { Refusal } from '#lib/room/connection/refusal.ts';
import { askWeb } from '#lib/room/connection/ask-web.ts';
import { checkedNow, resultOf, type OwnCheck } from './check-result.ts';
import type { DeviceTest } from './device-test.svelte.ts';

/** Milliseconds in which nothing must change: a result that is still moving is none. */
const settled = 1200;
/** Milliseconds until a result that could not be told is told again. */
const retried = 5000;

export class CheckReport {
	#meetingId: string;
	#test: DeviceTest;
	#kept: (check: OwnCheck) => void;
	#latest: CheckResult | undefined;
	#told = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stop: () => void;

	/** `kept` is called with each result that the meeting has. */
	constructor(meetingId: string, test: DeviceTest, kept: (check: OwnCheck) => void = () => undefined) {
		this.#meetingId = meetingId;
		this.#test = test;
		this.#kept = kept;
		this.#stop = $effect.root(() => {
			$effect(() => {
				this.#latest = resultOf(test, navigator.userAgent);
				this.#tellIn(settled);
			});
		});
	}

	/** What is known now is told now: whoever goes on does not wait for it to settle. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		const result = this.#latest;
		const body = JSON.stringify(result);
		if (result === undefined || body === this.#told) return;
		const headers = { 'content-type': 'application/json' };
		const path = `/meetings/${this.#meetingId}/check/result`;
		try {
			await askWeb(path, v.object({}), { method: 'POST', body, headers, keepalive: true });
			this.#told = body;
			this.#test.kept = true;
			this.#kept(checkedNow(result));
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.#test.kept = false;
			this.#tellIn(retried);
		}
	}

	close(): void {
		this.#stop();
		void this.flush().finally(() => clearTimeout(this.#timer));
	}

	#tellIn(milliseconds: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), milliseconds);
	}
}
