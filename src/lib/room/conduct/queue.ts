// The queue of raised hands. Pure.
import type { Hand } from '#lib/protocol/snapshot.ts';

export function inOrder(hands: Hand[]): Hand[] {
	return hands.toSorted((a, b) => a.raisedAt - b.raisedAt);
}

/** 1 for who is next; null when the site has not raised its hand. */
export function queuePosition(hands: Hand[], siteId: string): number | null {
	const index = inOrder(hands).findIndex((hand) => hand.siteId === siteId);
	return index === -1 ? null : index + 1;
}
