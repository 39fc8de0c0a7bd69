// That the notice of the recording was read. It belongs to the seat: who loads the page again has read it, who enters
// anew is told anew.
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'diem-cau.recording-read-in-seat';

export function isAcknowledged(store: Store, connectionId: string): boolean {
	return store.getItem(key) === connectionId;
}

export function acknowledge(store: Store, connectionId: string): void {
	store.setItem(key, connectionId);
}
