// How a room speaks to its pages, without knowing by what it is carried.
import type { NoticeData, NoticeName } from '#lib/protocol/notices.ts';

export type Tell = <N extends NoticeName>(name: N, data: NoticeData<N>) => void;
export type EndReason = NoticeData<'seat:ended'>['reason'];

/** One page's socket. */
export interface Line {
	readonly open: boolean;
	tell: Tell;
	/** From now on it hears what all pages of the room are told. */
	enter(): void;
	/** And from now on no more. */
	leave(): void;
	/** Over for good: the page is told why and does not come back by itself. */
	end(reason: EndReason): void;
	/** Cut, as a bad network would: the page comes back by itself. */
	cut(): void;
}
