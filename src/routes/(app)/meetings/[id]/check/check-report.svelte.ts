// Tells the meeting what the check found, once it has settled, so that the operator knows without a telephone.
import * as v from 'valibot';
import { Refusal } from '#lib/room/connection/refusal.ts';
import { askWeb } from '#lib/room/connection/ask-web.ts';
import { resultOf } from './check-result.ts';
import type { DeviceTest } from './device-test.svelte.ts';

/** Milliseconds in which nothing must change: a result that is still moving is none. */
const settled = 1200;

/** Runs inside an effect's root; what cannot be told now is told with the next change. */
export function reportCheck(meetingId: string, test: DeviceTest): void {
	let told = '';
	$effect(() => {
		const result = resultOf(test, navigator.userAgent);
		const text = JSON.stringify(result);
		if (result === undefined || text === told) return;
		const timer = setTimeout(() => void send(text), settled);
		return () => clearTimeout(timer);
	});

	async function send(body: string): Promise<void> {
		const headers = { 'content-type': 'application/json' };
		try {
			await askWeb(`/meetings/${meetingId}/check/result`, v.object({}), { method: 'POST', body, headers });
			told = body;
			test.kept = true;
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			test.kept = false;
		}
	}
}
