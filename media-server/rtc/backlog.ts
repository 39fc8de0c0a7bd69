// Whether a media worker keeps up with what comes to it. One that is given more than its core carries loses nothing at
// first: its socket's buffer holds several seconds, and every answer waits as long, until those to the checks by which
// a line lives (RFC 7675) come too late. So the length of the queue tells before any loss does.
import type { ReceiveQueue } from './receive-queue.ts';

const interval = 1000;
/** Bytes: a third of a second of what two who send bring. A worker that keeps up has a few packets waiting. */
const long = 256 * 1024;
/** A standstill of a second or two leaves a queue, too, but one that shrinks at once. */
const looks = 3;
/** Looks after it was said: a smaller size begins with a key frame, and the request for it waits in the queue, too. */
const settling = 5;
const shrinking = 0.9;

export type Backlog = {
	/** Undefined where the kernel does not tell. */
	read(): ReceiveQueue | undefined;
	/** It has too much to do; said again as long as that is so, each time after what it led to could show. */
	onBehind(queue: ReceiveQueue): void;
};

/** Lengths of the queue, the last one at the end: long at every look and not going down. */
export function isBehind(lengths: readonly number[]): boolean {
	const recent = lengths.slice(-looks);
	const [first = 0, last = 0] = [recent[0], recent.at(-1)];
	return recent.length === looks && recent.every((bytes) => bytes > long) && last > shrinking * first;
}

/** Answers how to stop watching. */
export function watchBacklog({ read, onBehind }: Backlog): () => void {
	let lengths: number[] = [];
	let passed = settling;
	const timer = setInterval(() => {
		if (passed++ < settling) return;
		const queue = read();
		lengths = [...lengths, queue?.bytes ?? 0].slice(-looks);
		if (queue === undefined || !isBehind(lengths)) return;
		lengths = [];
		passed = 0;
		onBehind(queue);
	}, interval);
	return () => clearInterval(timer);
}
