// Whether a media worker still lives. One that has crashed is gone and the kernel says so; one that hangs stays, keeps
// its ports and answers nobody. It is asked every second and, after five seconds of silence, killed like a crashed one.
// A worker that still sends, or would if it got a processor, has much longer: with more to do than it can its answer
// waits behind all others, and to kill it would take from its sites what still comes.
import type { ProcessorTime } from './processor-time.ts';

const interval = 1000;
/** Looks in a row without an answer; counted, not timed, so that a standstill of our own is not held against it. */
const patience = { idle: 5, working: 300 };
/** Ticks of its own between two looks, half a second: who takes so much and sends nothing turns in circles. */
const circling = 50;

export interface Pulse {
	/** Nobody answers any more; said once. */
	onSilence(): void;
	/** Any request that a living worker answers at once. */
	ask(): Promise<unknown>;
	processor(): ProcessorTime;
}

function works(now: ProcessorTime, before: ProcessorTime): boolean {
	return now.system > before.system || (now.runnable && now.user - before.user < circling);
}

/** Answers how to stop watching. */
export function watchPulse({ ask, onSilence, processor }: Pulse): () => void {
	let unanswered = 0;
	let idle = 0;
	let asking = false;
	let before = processor();
	const timer = setInterval(() => {
		const now = processor();
		idle = works(now, before) ? 0 : idle + 1;
		before = now;
		if (asking) {
			if (++unanswered < patience.working && idle < patience.idle) return;
			clearInterval(timer);
			onSilence();
			return;
		}
		asking = true;
		unanswered = idle = 0;
		// A refusal is an answer, too; a worker that has gone is somebody else's news.
		const answered = () => {
			asking = false;
		};
		ask().then(answered, answered);
	}, interval);
	return () => clearInterval(timer);
}
