// Whether a media worker still lives. One that has crashed is gone and the kernel says so; one that hangs stays, keeps
// its ports and answers nobody. It is asked every second and, after five seconds of silence, killed like a crashed one.
// A worker that is only busy gets longer: in a storm of joins its answer waits behind the joins.

const interval = 1000;
/** Looks in a row without an answer; counted, not timed, so that a standstill of our own is not held against it. */
const patience = { idle: 5, busy: 30 };

export interface Pulse {
	/** Nobody answers any more; said once. */
	onSilence(): void;
	/** Any request that a living worker answers at once. */
	ask(): Promise<unknown>;
	/** Processor time that the worker has used so far, in any unit. */
	spent(): number;
}

/** Answers how to stop watching. */
export function watchPulse({ ask, onSilence, spent }: Pulse): () => void {
	let unanswered = 0;
	let asking = false;
	let spentBefore = 0;
	const timer = setInterval(() => {
		const spentNow = spent();
		const isBusy = spentNow > spentBefore;
		spentBefore = spentNow;
		if (asking) {
			if (++unanswered < patience[isBusy ? 'busy' : 'idle']) return;
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
