// Where the video is: what player, chapters and timeline of one page share.

export class Playback {
	/** Milliseconds from the beginning of the video. */
	position = $state(0);
	playing = $state(false);
	#video: HTMLVideoElement | undefined;

	attach = (video: HTMLVideoElement): (() => void) => {
		this.#video = video;
		const follow = () => {
			this.position = video.currentTime * 1000;
			this.playing = !video.paused;
		};
		const events = ['timeupdate', 'seeking', 'play', 'pause', 'loadedmetadata'] as const;
		for (const name of events) video.addEventListener(name, follow);
		// The browser may have gone to its place already, before this page came to life.
		follow();
		return () => {
			for (const name of events) video.removeEventListener(name, follow);
			this.#video = undefined;
		};
	};

	/** Goes there and plays: who clicks on a speaker wants to hear the speaker. */
	playFrom(position: number): void {
		const video = this.#video;
		if (video === undefined) return;
		this.seek(position);
		// Refused by a browser that wants a click on the video itself: the picture stands at the right place.
		video.play().catch(() => undefined);
	}

	seek(position: number): void {
		const video = this.#video;
		if (video === undefined) return;
		video.currentTime = Math.max(0, position) / 1000;
		this.position = Math.max(0, position);
	}

	toggle(): void {
		if (this.#video?.paused) this.playFrom(this.position);
		else this.#video?.pause();
	}
}
