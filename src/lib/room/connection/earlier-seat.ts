// The seat that this tab had before it was loaded again: taken up anew, floor and place in the queue stay.
import * as v from 'valibot';
import { id } from '#lib/protocol/values.ts';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const key = (meetingId: string) => `diem-cau.seat.${meetingId}`;

export function earlierSeat(store: Store, meetingId: string): string | undefined {
	const stored = v.safeParse(id, store.getItem(key(meetingId)));
	return stored.success ? stored.output : undefined;
}

export function rememberSeat(store: Store, meetingId: string, connectionId: string): void {
	store.setItem(key(meetingId), connectionId);
}

export function forgetSeat(store: Store, meetingId: string): void {
	store.removeItem(key(meetingId));
}
