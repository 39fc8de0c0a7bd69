// Short messages that go away by themselves: what was done, and a way to undo it.
import { SvelteMap } from 'svelte/reactivity';

export type ToastAction = { label: string; run: () => void };
export type Toast = { id: number; text: string; kind: 'success' | 'error'; action?: ToastAction };

const shown = new SvelteMap<number, Toast>();
let last = 0;

/** Enough to read it, and to reach its button. */
const lifetime = (toast: Toast) => (toast.action ? 10_000 : 5_000) + toast.text.length * 30;

/** Browser only: on the server it would be seen by everyone. */
export function toast(text: string, options: { kind?: Toast['kind']; action?: ToastAction } = {}): void {
	const entry: Toast = { id: ++last, text, kind: options.kind ?? 'success', action: options.action };
	shown.set(entry.id, entry);
	setTimeout(() => dismissToast(entry.id), lifetime(entry));
}

export function dismissToast(id: number): void {
	shown.delete(id);
}

export function shownToasts(): Toast[] {
	return [...shown.values()];
}
