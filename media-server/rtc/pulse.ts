// Whether a media worker still lives. One that has crashed is gone and the kernel says so; one that hangs stays, keeps
// its ports and answers nobody. It is asked every second and, after five seconds of silence, killed like a crashed one.

const interval = 1000;
/** Looks in a row without an answer; counted, not timed, so that a standstill of our own is not held against it. */
const patience = 5;

export interface Pulse {
	/** Nobody answers any more; said once. */
	onSilence(): void;
	/** Any request that a living worker answers at once. */
	ask(): Promise<unknown>;
}

/** Answers how to stop watching. */
export function watchPulse({ ask, onSilence }: Pulse): () => void {
	let unanswered = 0;
	let asking = false;
	const timer = setInterval(() => {
		if (asking) {
			if (++unanswered < patience) return;
			clearInterval(timer);
			onSilence();
			return;
		}
		asking = true;
		unanswered = 0;
		// A refusal is an answer, too; a worker that has gone is somebody else's news.
		const answered = () => {
			asking = false;
		};
		ask().then(answered, answered);
	}, interval);
	return () => clearInterval(timer);
}
