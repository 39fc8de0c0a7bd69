// The check before a meeting: what works, what does not, and whether it is enough.
import { Refusal } from '#lib/room/connection/refusal.ts';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import { Devices } from '#lib/room/media/devices.svelte.ts';
import { LevelMeter } from '#lib/room/media/level-meter.svelte.ts';
import { checkLine } from '#lib/room/connection/line-check.ts';
import { LocalMedia, type LocalSource } from '#lib/room/media/local-media.svelte.ts';
import { playTestSound } from '#lib/room/media/speaker.ts';

export type SpeakerState = 'untested' | 'playing' | 'asked' | 'heard' | 'silent' | 'failed';
export type LineState =
	| { state: 'unknown' | 'asking' }
	| { state: 'good' | 'slow'; milliseconds: number }
	| { state: 'failed'; code: ErrorCode };

/** Above this the answers of a speaker come noticeably late. */
const slowLine = 300;

export class DeviceTest {
	readonly devices: Devices;
	readonly local: LocalMedia;
	readonly meter = new LevelMeter();
	speaker = $state<SpeakerState>('untested');
	line = $state.raw<LineState>({ state: 'unknown' });
	/** The operator of the meeting sees this result; null while it is not known. */
	kept = $state<boolean | null>(null);

	cameraReady = $derived.by(() => this.local.camera.state === 'on');
	microphoneReady = $derived.by(() => this.local.microphone.state === 'on' && this.meter.heard);
	ready = $derived.by(
		() => (this.listening || (this.cameraReady && this.microphoneReady)) && this.speaker === 'heard'
	);

	/** Of somebody who only looks and hears: camera and microphone stay closed. */
	readonly listening: boolean;

	#meetingId: string;
	#owned: boolean;
	#stopped = new AbortController();
	#stopMeter: () => void;

	/** On its own page the test has its devices to itself; in the room it looks at those of the seat. */
	constructor(
		meetingId: string,
		{ shared, listening = false }: { shared?: { devices: Devices; local: LocalMedia }; listening?: boolean }
	) {
		this.#meetingId = meetingId;
		this.listening = listening;
		this.#owned = shared === undefined;
		this.devices = shared?.devices ?? new Devices();
		this.local = shared?.local ?? new LocalMedia(this.devices);
		this.#stopMeter = $effect.root(() => {
			$effect(() => {
				const { microphone } = this.local;
				if (microphone.state === 'on') this.meter.start(microphone.track);
				else this.meter.stop();
			});
		});
	}

	async start(): Promise<void> {
		await this.devices.refresh();
		void this.testLine();
		if (this.listening) return;
		// One after the other: two questions of the browser at once confuse.
		await this.local.start('microphone');
		await this.local.start('camera');
	}

	async choose(source: LocalSource, id: string): Promise<void> {
		this.devices.remember(source === 'camera' ? { cameraId: id } : { microphoneId: id });
		await this.local.restart(source);
	}

	chooseSpeaker(id: string): void {
		this.devices.remember({ speakerId: id });
		this.speaker = 'untested';
	}

	async playSound(): Promise<void> {
		this.speaker = 'playing';
		try {
			await playTestSound(this.devices.preferences.speakerId);
			if (this.speaker === 'playing') this.speaker = 'asked';
		} catch {
			// No output device at all, or one that went away while it played.
			this.speaker = 'failed';
		}
	}

	async testLine(): Promise<void> {
		this.line = { state: 'asking' };
		try {
			const milliseconds = Math.round(await checkLine(this.#meetingId, this.#stopped.signal));
			this.line = { state: milliseconds > slowLine ? 'slow' : 'good', milliseconds };
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			this.line = { state: 'failed', code: error.code };
		}
	}

	/** Whoever goes on has been here; the next meeting may begin in the room. */
	pass(): void {
		this.devices.remember({ checked: true });
	}

	close(): void {
		this.#stopped.abort();
		this.#stopMeter();
		this.meter.close();
		if (!this.#owned) return;
		this.local.close();
		this.devices.close();
	}
}
