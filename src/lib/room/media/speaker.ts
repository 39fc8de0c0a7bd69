// Sound out of the chosen speaker.

type Sink = HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };

/** Not every browser lets a page choose; those that do not play on the system's own choice. */
export function canChooseSpeaker(): boolean {
	return 'setSinkId' in HTMLMediaElement.prototype;
}

export async function useSpeaker(element: Sink, speakerId: string): Promise<void> {
	if (element.setSinkId === undefined) return;
	try {
		await element.setSinkId(speakerId);
	} catch {
		// A speaker that was unplugged since: the system's own choice is better than silence.
		await element.setSinkId('');
	}
}

/** Two bell-like notes. Resolves when they have been played. */
export async function playTestSound(speakerId: string): Promise<void> {
	const context = new AudioContext();
	try {
		const output = context.createMediaStreamDestination();
		const element = new Audio();
		element.srcObject = output.stream;
		await useSpeaker(element, speakerId);
		await element.play();
		await context.resume();
		playNote(context, output, { at: 0.1, frequency: 523.25 });
		await playNote(context, output, { at: 0.6, frequency: 783.99 });
		element.srcObject = null;
	} finally {
		await context.close();
	}
}

function playNote(
	context: AudioContext,
	output: AudioNode,
	{ at, frequency }: { at: number; frequency: number }
): Promise<void> {
	const start = context.currentTime + at;
	const end = start + 0.9;
	const gain = new GainNode(context, { gain: 0 });
	gain.gain.setValueAtTime(0, start);
	gain.gain.linearRampToValueAtTime(0.4, start + 0.02);
	gain.gain.exponentialRampToValueAtTime(0.001, end);
	const tone = new OscillatorNode(context, { frequency });
	tone.connect(gain).connect(output);
	tone.start(start);
	tone.stop(end);
	return new Promise((resolve) => tone.addEventListener('ended', () => resolve(), { once: true }));
}
