// A server or a worker that dies takes the line of a whole city with it in the same millisecond. 253 pages that come
// back in the same millisecond would find its successor busy, and some of them would be refused.

/** Milliseconds. Pages that ask within them still share one key frame (`media-server/rooms/media/gate.ts`). */
export const scatter = 500;

/** Does it within half a second. */
export function scattered(work: () => void, random: () => number = Math.random): void {
	setTimeout(work, Math.round(random() * scatter));
}
