// Whether a media worker still lives. One that has crashed is gone and the kernel says so; one that hangs stays, keeps
// its ports and answers nobody. It is asked every second and, after five seconds of silence, killed like a crashed one.
// A worker that still sends gets much longer: with more to do than it can, its answer waits behind all others, and to
// kill it would take from its sites what still comes.

const interval = 1000;
/** Looks in a row without an answer; counted, not timed, so that a standstill of our own is not held against it. */
const patience = { idle: 5, sending: 300 };

export interface Pulse {
	/** Nobody answers any more; said once. */
	onSilence(): void;
	/** Any request that a living worker answers at once. */
	ask(): Promise<unknown>;
	/** What grows while the worker sends, and not while it turns in circles. */
	sent(): number;
}

/** Answers how to stop watching. */
export function watchPulse({ ask, onSilence, sent }: Pulse): () => void {
	let unanswered = 0;
	let idle = 0;
	let asking = false;
	let sentBefore = 0;
	const timer = setInterval(() => {
		const sentNow = sent();
		idle = sentNow > sentBefore ? 0 : idle + 1;
		sentBefore = sentNow;
		if (asking) {
			if (++unanswered < patience.sending && idle < patience.idle) return;
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
