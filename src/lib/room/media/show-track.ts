// A track in an element that the page passes in. Each returns the function that undoes it.

export function showTrack(element: HTMLMediaElement, track: MediaStreamTrack): () => void {
	element.srcObject = new MediaStream([track]);
	return () => {
		element.srcObject = null;
	};
}

/** Calls `show` while the element can be seen, and what `show` returned when it no longer can. */
export function whileVisible(element: Element, show: () => () => void): () => void {
	// The observer answers a frame later; until then the element counts as seen, so that nothing waits for it.
	let hide: (() => void) | undefined = show();
	const observer = new IntersectionObserver((entries) => {
		const visible = entries.at(-1)?.isIntersecting ?? false;
		if (visible) hide ??= show();
		else {
			hide?.();
			hide = undefined;
		}
	});
	observer.observe(element);
	return () => {
		observer.disconnect();
		hide?.();
	};
}

/** Calls back when the first frame has been decoded and is about to be seen. */
export function onFirstFrame(element: HTMLVideoElement, call: () => void): () => void {
	if (element.requestVideoFrameCallback === undefined) {
		element.addEventListener('loadeddata', call, { once: true });
		return () => element.removeEventListener('loadeddata', call);
	}
	const handle = element.requestVideoFrameCallback(() => call());
	return () => element.cancelVideoFrameCallback(handle);
}
