// Asks now and every few seconds until the returned function is called; never twice at a time.

const interval = 3000;

export function repeatWhile(work: (signal: AbortSignal) => Promise<void>): () => void {
	const over = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const round = async () => {
		if (!document.hidden) await work(over.signal);
		if (!over.signal.aborted) timer = setTimeout(() => void round(), interval);
	};
	void round();
	return () => {
		over.abort();
		clearTimeout(timer);
	};
}
