// How loud a microphone is, 0 to 1, read about fifteen times a second while somebody watches.

const interval = 66;
/** Ordinary speech at arm's length lies around a tenth of full scale; the meter shows it at about two thirds. */
const loudest = 0.16;

export class LevelMeter {
	level = $state(0);
	/** Something louder than the noise of a quiet room was heard since the meter was started. */
	heard = $state(false);
	#context: AudioContext | undefined;
	#source: MediaStreamAudioSourceNode | undefined;
	#timer: ReturnType<typeof setInterval> | undefined;

	start(track: MediaStreamTrack): void {
		this.stop();
		const context = (this.#context ??= new AudioContext());
		// Browsers let a page listen only after a click; until then the context waits.
		void context.resume();
		const analyser = context.createAnalyser();
		analyser.fftSize = 512;
		this.#source = context.createMediaStreamSource(new MediaStream([track]));
		this.#source.connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		this.#timer = setInterval(() => {
			analyser.getFloatTimeDomainData(samples);
			this.level = meterLevel(samples, this.level);
			if (this.level > 0.25) this.heard = true;
		}, interval);
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
		this.#source?.disconnect();
		this.#source = undefined;
		this.level = 0;
		this.heard = false;
	}

	close(): void {
		this.stop();
		void this.#context?.close();
		this.#context = undefined;
	}
}

/** Rises at once and falls slowly, so that the eye can follow. */
export function meterLevel(samples: Float32Array, before: number): number {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	const loudness = Math.sqrt(sum / samples.length);
	const now = Math.min(1, Math.sqrt(loudness / loudest));
	return Math.max(now, before - 0.08);
}
