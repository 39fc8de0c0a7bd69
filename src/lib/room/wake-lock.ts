// A meeting lasts hours in which nobody touches the keyboard: the screen must not go dark.

/** Until the returned function is called. Browsers drop the lock with every hidden page, so it is asked for again. */
export function keepAwake(page: Document): () => void {
	if (!('wakeLock' in navigator)) return () => undefined;
	let lock: WakeLockSentinel | undefined;
	let wanted = true;

	async function ask(): Promise<void> {
		if (!wanted || page.visibilityState !== 'visible') return;
		try {
			const granted = await navigator.wakeLock.request('screen');
			if (wanted) lock = granted;
			else await granted.release();
		} catch {
			// A nearly empty battery: the browser refuses, and the meeting goes on without.
		}
	}

	const onVisible = () => void ask();
	page.addEventListener('visibilitychange', onVisible);
	onVisible();
	return () => {
		wanted = false;
		page.removeEventListener('visibilitychange', onVisible);
		void lock?.release();
	};
}
